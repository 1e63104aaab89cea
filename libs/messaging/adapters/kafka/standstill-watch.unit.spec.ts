import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type PartitionProgress } from './consumption.js';
import { StandstillWatch } from './standstill-watch.js';

describe('the watch over standstills', () => {
  let reasons: string[];
  let standing: Map<number, PartitionProgress> | Error;
  let busy: boolean;
  let partitions: number[] | undefined;
  let given: Map<number, PartitionProgress>;
  let watch: StandstillWatch;

  const begin = (): StandstillWatch =>
    new StandstillWatch({
      limitMs: 1000,
      given,
      isBusy: () => busy,
      partitions: () => partitions,
      progress: () => (standing instanceof Error ? Promise.reject(standing) : Promise.resolve(standing)),
      onStandstill: ({ message }) => {
        reasons.push(message);
      },
    });
  const stand = (...partitionsNow: readonly [next: number, end: number][]): void => {
    standing = new Map(partitionsNow.map(([next, end], partition) => [partition, { next, end }]));
  };

  beforeEach(() => {
    jest.useFakeTimers();
    [reasons, busy, partitions] = [[], false, [0, 1]];
    given = new Map();
    stand([5, 5], [3, 9]);
    watch = begin();
  });
  afterEach(() => {
    watch.stop();
    jest.useRealTimers();
  });

  it('reports once a partition that stands still before its end', async () => {
    await jest.advanceTimersByTimeAsync(1900);
    expect(reasons).toEqual([]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(reasons).toEqual([
      'nothing of partition 1 was handled, though it stands before offset 3 and the partition ends before 9',
    ]);
  });

  it('says nothing at the end of the topic, however long nothing comes', async () => {
    stand([5, 5], [9, 9]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(reasons).toEqual([]);
  });

  it('says nothing while the partition moves, however slowly', async () => {
    for (let next = 3; next < 9; next++) {
      stand([5, 5], [next, 9]);
      await jest.advanceTimersByTimeAsync(1000);
    }
    expect(reasons).toEqual([]);
  });

  it('says nothing while records are handled or wait for the next attempt, nor between two that come one by one', async () => {
    busy = true;
    await jest.advanceTimersByTimeAsync(60_000);
    busy = false;
    for (let records = 0; records < 20; records++) {
      await jest.advanceTimersByTimeAsync(900);
      watch.handled();
    }
    expect(reasons).toEqual([]);
  });

  it('says nothing of partitions that belong to other members, nor before it has any', async () => {
    partitions = [0];
    await jest.advanceTimersByTimeAsync(10_000);
    partitions = undefined;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reasons).toEqual([]);
  });

  it('says nothing while brokers cannot be asked, and finds out once they can', async () => {
    standing = new Error('away');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reasons).toEqual([]);
    stand([5, 5], [3, 9]);
    await jest.advanceTimersByTimeAsync(2000);
    expect(reasons).toHaveLength(1);
  });

  it('does not give up one consumer after the other for records that compaction took away, until the end moves', async () => {
    await jest.advanceTimersByTimeAsync(2000);
    watch = begin();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(reasons).toHaveLength(1);
    stand([5, 5], [3, 10]);
    await jest.advanceTimersByTimeAsync(2000);
    expect(reasons).toHaveLength(2);
  });
});
