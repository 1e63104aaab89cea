import { describe, expect, it } from '@jest/globals';
import { type Position } from '#contracts';
import { blockersOf, hasPassed } from './barrier.js';
import { type RegistryRecord } from './registry-record.js';
import { emptyRegistry, evolve, type Registry } from './registry.js';
import { emptyWatch, evictableIn, observe, removableIn, type Watch } from './watch.js';

const LEASE = 1000;
const p: Position = { partition: 0, offset: 7 };
const joined: RegistryRecord = { type: 'joined', incarnation: 'a', leaseMs: LEASE, applied: { 0: 6 } };
const renewed = (sequence: number, offset: number): RegistryRecord => ({
  type: 'renewed',
  incarnation: 'a',
  sequence,
  applied: { 0: offset },
});
const mark: RegistryRecord = { type: 'mark', positions: { 0: 7 } };
const left: RegistryRecord = { type: 'left', incarnation: 'a' };
const removed: RegistryRecord = { type: 'removed', incarnation: 'a', sequence: 0 };
const evicted: RegistryRecord = { type: 'evicted', incarnation: 'a' };

interface Read {
  readonly registry: Registry;
  readonly watch: Watch;
}

/** A watcher that read each record at its moment. */
function read(...records: readonly (readonly [RegistryRecord, number])[]): Read {
  return records.reduce<Read>(
    ({ registry, watch }, [record, now]) => {
      const next = evolve(registry, record);
      return { registry: next, watch: observe(watch, next, now) };
    },
    { registry: emptyRegistry, watch: emptyWatch },
  );
}
const passes = ({ registry, watch }: Read, now: number): boolean => hasPassed(p, registry, watch, now);

describe('a barrier', () => {
  it('does not pass before a mark of its position was read back, even with no entry', () => {
    expect(passes(read(), 0)).toBe(false);
    expect(passes(read([{ type: 'mark', positions: { 0: 6 } }, 0]), 0)).toBe(false);
    expect(passes(read([mark, 0]), 0)).toBe(true);
  });

  it('passes by a mark of a later position in the same partition, whoever sent it', () => {
    expect(passes(read([{ type: 'mark', positions: { 0: 8 } }, 0]), 0)).toBe(true);
    expect(passes(read([{ type: 'mark', positions: { 1: 8 } }, 0]), 0)).toBe(false);
  });

  it('waits for an entry before the mark until it shows the position as applied', () => {
    expect(passes(read([joined, 0], [mark, 0]), 99_999)).toBe(false);
    expect(passes(read([joined, 0], [mark, 0], [renewed(1, 6), 1]), 1)).toBe(false);
    expect(passes(read([joined, 0], [mark, 0], [renewed(1, 7), 1]), 1)).toBe(true);
  });

  it.each([
    ['left', left],
    ['was removed', removed],
  ])('does not wait for an entry that %s', (_how, ending) => {
    expect(passes(read([joined, 0], [mark, 0], [ending, 1]), 1)).toBe(true);
  });

  it('does not wait for an entry that joined behind a mark of the position', () => {
    expect(passes(read([mark, 0], [joined, 0]), 1)).toBe(true);
  });

  it('waits LEASE and the margin after it read that an entry behind was evicted, before the mark or after it', () => {
    for (const records of [
      [joined, mark, evicted],
      [joined, evicted, mark],
    ]) {
      const state = read(...records.map((record) => [record, 500] as const));
      expect(passes(state, 500 + 1249)).toBe(false);
      expect(blockersOf(p, state.watch, 500).evicted.size).toBe(1);
      expect(passes(state, 500 + 1250)).toBe(true);
    }
  });

  it('does not wait for an evicted incarnation that had applied the position, or has left since', () => {
    expect(passes(read([joined, 0], [renewed(1, 7), 0], [evicted, 0], [mark, 0]), 0)).toBe(true);
    expect(passes(read([joined, 0], [evicted, 0], [mark, 0], [left, 1]), 1)).toBe(true);
  });
});

describe('an entry', () => {
  const watched = ({ watch }: Read): NonNullable<ReturnType<Watch['present']['get']>> => {
    const found = watch.present.get('a');
    if (found === undefined) throw new Error('not watched');
    return found;
  };

  it('may be removed when its sequence has not changed for LEASE and the margin since it was read', () => {
    const silent = read([joined, 100], [mark, 900]);
    expect(removableIn(watched(silent), 1349)).toBe(1);
    expect(removableIn(watched(silent), 1350)).toBe(0);
  });

  it('is watched again from each renewal on', () => {
    expect(removableIn(watched(read([joined, 100], [renewed(1, 6), 900])), 1350)).toBe(800);
  });

  it('may be evicted when it holds up a change for LEASE and still renews', () => {
    const laggard = watched(read([joined, 0], [mark, 0], [renewed(1, 6), 900]));
    expect(evictableIn(laggard, 0, 999)).toBe(1);
    expect(evictableIn(laggard, 0, 1000)).toBe(0);
  });

  it('is not evicted while it is silent: it will be removed, which is sooner', () => {
    expect(evictableIn(watched(read([joined, 0], [mark, 0], [renewed(1, 6), 400])), 0, 1000)).toBe(Infinity);
  });
});
