import { describe, expect, it } from '@jest/globals';
import { type RegistryRecord } from './registry-record.js';
import { emptyRegistry, type RegistryEntry, evolve, type Registry, REMEMBERED } from './registry.js';

const joined = (incarnation = 'a'): RegistryRecord => ({ type: 'joined', incarnation, leaseMs: 1000, applied: {} });
const renewed = (sequence: number, offset = -1, incarnation = 'a'): RegistryRecord => ({
  type: 'renewed',
  incarnation,
  sequence,
  applied: { 0: offset },
});
const removed = (sequence: number): RegistryRecord => ({ type: 'removed', incarnation: 'a', sequence });
const left: RegistryRecord = { type: 'left', incarnation: 'a' };
const evicted: RegistryRecord = { type: 'evicted', incarnation: 'a' };
const mark = (offset: number, partition = 0): RegistryRecord => ({ type: 'mark', positions: { [partition]: offset } });

function given(...records: readonly RegistryRecord[]): { registry: Registry; entry: RegistryEntry | undefined } {
  const registry = records.reduce(evolve, emptyRegistry);
  return { registry, entry: registry.entries.get('a') };
}

describe('the registry', () => {
  it('has an entry from joined on', () => {
    expect(given(joined()).entry).toEqual({ leaseMs: 1000, sequence: 0, applied: {}, joinedBehind: {} });
  });

  it('shows the last renewal', () => {
    expect(given(joined(), renewed(1, 4), renewed(2, 5)).entry).toMatchObject({ sequence: 2, applied: { 0: 5 } });
  });

  it('ignores a renewal that arrives behind a later one', () => {
    expect(given(joined(), renewed(2, 5), renewed(1, 4)).entry).toMatchObject({ sequence: 2, applied: { 0: 5 } });
  });

  it('ignores a second copy of joined', () => {
    expect(given(joined(), renewed(1, 4), mark(9), joined()).entry).toMatchObject({ sequence: 1, joinedBehind: {} });
  });

  it('honours a removal that names the entry’s last sequence', () => {
    expect(given(joined(), renewed(1), removed(1)).entry).toBeUndefined();
  });

  it('honours no removal that names an earlier sequence', () => {
    expect(given(joined(), renewed(1), removed(0)).entry).toMatchObject({ sequence: 1 });
  });

  it('never has a renewal bring an entry back, or create one', () => {
    expect(given(joined(), removed(0), renewed(1)).entry).toBeUndefined();
    expect(given(renewed(1)).entry).toBeUndefined();
  });

  it.each([
    ['left', left],
    ['removed', removed(0)],
    ['evicted', evicted],
  ])('ignores every later record of an incarnation that was %s', (_how, ending) => {
    const { registry } = given(joined(), ending);
    expect([joined(), renewed(7), removed(0), evicted].reduce(evolve, registry)).toEqual(registry);
  });

  it('ignores a joined that arrives behind its own left', () => {
    expect(given(left, joined()).entry).toBeUndefined();
  });

  it('remembers an evicted incarnation with what it last showed, until it leaves', () => {
    expect(given(joined(), renewed(1, 4), evicted).registry.evicted.get('a')).toMatchObject({
      sequence: 1,
      applied: { 0: 4 },
    });
    expect(given(joined(), evicted, left).registry.evicted.size).toBe(0);
  });

  it('notes at joined what all marks before it name, and nothing later', () => {
    expect(given(mark(3), mark(9, 1), mark(2), joined(), mark(8)).entry?.joinedBehind).toEqual({ 0: 3, 1: 9 });
  });

  it('remembers a bounded number of ended incarnations, the newest ones', () => {
    const incarnations = Array.from({ length: REMEMBERED + 5 }, (_, i) => `incarnation-${String(i)}`);
    const registry = incarnations
      .flatMap((incarnation): RegistryRecord[] => [joined(incarnation), { type: 'evicted', incarnation }])
      .reduce(evolve, emptyRegistry);
    expect(registry.ended.size).toBe(REMEMBERED);
    expect(registry.evicted.size).toBe(REMEMBERED);
    expect(registry.ended.has(`incarnation-${String(REMEMBERED + 4)}`)).toBe(true);
    expect(registry.ended.has('incarnation-4')).toBe(false);
  });
});
