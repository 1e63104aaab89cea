import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type IncomingRecord } from '#contracts';
import { ConsumptionStopped } from '../../retry-in-place.js';
import { Gate } from '../../testing/inbox.js';
import { SharedHandling } from './shared-handling.js';

const { signal: running } = new AbortController();

function records(partition: number, count: number): readonly IncomingRecord[] {
  return Array.from({ length: count }, (_, offset) => ({
    topic: 'facts',
    partition,
    offset,
    key: 'a',
    headers: {},
    value: null,
    timestamp: new Date(0),
  }));
}

describe('shared handling', () => {
  it('hands over together what comes in one turn of the event loop', async () => {
    const calls: (readonly IncomingRecord[])[] = [];
    const sharing = new SharedHandling((batch) => {
      calls.push(batch);
      return Promise.resolve();
    });
    await Promise.all([sharing.take(records(0, 2), running), sharing.take(records(1, 1), running)]);
    expect(calls).toEqual([[...records(0, 2), ...records(1, 1)]]);
  });

  it('hands over together what comes while the handler is at work, and one call at a time', async () => {
    const gate = new Gate();
    const partitions: number[][] = [];
    let atWork = 0;
    const sharing = new SharedHandling(async (batch) => {
      expect(++atWork).toBe(1);
      partitions.push(batch.map(({ partition }) => partition));
      await gate.pass();
      atWork--;
    });
    const first = sharing.take(records(0, 1), running);
    await turn();
    const others = [1, 2, 3].map((partition) => sharing.take(records(partition, 1), running));
    gate.open();
    await Promise.all([first, ...others]);
    expect(partitions).toEqual([[0], [1, 2, 3]]);
  });

  it('keeps a call to 500 records, unless one partition brings more', async () => {
    const sizes: number[] = [];
    const sharing = new SharedHandling((batch) => {
      sizes.push(batch.length);
      return Promise.resolve();
    });
    await Promise.all([600, 300, 200, 100].map((count, partition) => sharing.take(records(partition, count), running)));
    expect(sizes).toEqual([600, 500, 100]);
  });

  it('rejects for all that were handed over together, and goes on with what comes next', async () => {
    const failure = new Error('no');
    let calls = 0;
    const sharing = new SharedHandling(() => (calls++ === 0 ? Promise.reject(failure) : Promise.resolve()));
    const outcomes = await Promise.allSettled([
      sharing.take(records(0, 1), running),
      sharing.take(records(1, 1), running),
    ]);
    expect(outcomes).toEqual([
      { status: 'rejected', reason: failure },
      { status: 'rejected', reason: failure },
    ]);
    await expect(sharing.take(records(0, 1), running)).resolves.toBeUndefined();
  });

  it('hands nothing over whose consumer was stopped meanwhile', async () => {
    const seen: number[] = [];
    const sharing = new SharedHandling((batch) => {
      seen.push(...batch.map(({ partition }) => partition));
      return Promise.resolve();
    });
    const stopping = new AbortController();
    const stopped = sharing.take(records(0, 1), stopping.signal);
    const kept = sharing.take(records(1, 1), running);
    stopping.abort();
    await expect(stopped).rejects.toThrow(ConsumptionStopped);
    await kept;
    expect(seen).toEqual([1]);
  });

  it('lets the handler know when one of those that it works for is stopped', async () => {
    const stopping = new AbortController();
    const sharing = new SharedHandling(async (_, stopped) => {
      stopping.abort();
      expect(stopped.aborted).toBe(true);
      await turn();
    });
    await Promise.all([sharing.take(records(0, 1), stopping.signal), sharing.take(records(1, 1), running)]);
  });
});
