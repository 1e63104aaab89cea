import { describe, expect, it } from '@jest/globals';
import { BUSY_OVER, type Flag, type Flaggable, flagsOf } from './flags.js';

const NOW = new Date('2026-03-31T12:00:00Z');
const key = (keyId: string, fields: Partial<Flaggable> = {}): Flaggable => ({
  keyId,
  createdAt: '2026-01-01T00:00:00.000Z',
  revokedAt: null,
  lastUsedAt: '2026-03-31T11:00:00.000Z',
  last24h: 0,
  ...fields,
});
const flagsAmong = (keys: readonly Flaggable[]): ReadonlyMap<string, Flag | null> => {
  const standing = keys.filter(({ revokedAt }) => revokedAt === null);
  const last24h = standing.map(({ last24h: uses }) => uses).filter((uses) => uses > BUSY_OVER);
  return flagsOf(keys, { standing: standing.length, last24h }, NOW);
};
const flagOf = (fields: Partial<Flaggable>): Flag | null | undefined => flagsAmong([key('k1', fields)]).get('k1');
const busyAmong = (...last24h: readonly number[]): readonly number[] => {
  const keys = last24h.map((uses, index) => key(`k${String(index)}`, { last24h: uses }));
  const flags = flagsAmong(keys);
  return keys.filter(({ keyId }) => flags.get(keyId) === 'busy').map((busy) => busy.last24h);
};

describe('an idle key', () => {
  it('was not used for 30 days', () => {
    expect(flagOf({ lastUsedAt: '2026-03-01T12:00:00.000Z' })).toBe('idle');
    expect(flagOf({ lastUsedAt: '2026-03-01T12:00:00.001Z' })).toBeNull();
  });

  it('may never have been used, but is not younger than 30 days', () => {
    expect(flagOf({ lastUsedAt: null, createdAt: '2026-03-01T12:00:00.000Z' })).toBe('idle');
    expect(flagOf({ lastUsedAt: null, createdAt: '2026-03-01T12:00:00.001Z' })).toBeNull();
  });
});

describe('a busy key', () => {
  it('has over 1,000 uses in 24 hours', () => {
    expect(busyAmong(1000)).toEqual([]);
    expect(busyAmong(1001)).toEqual([1001]);
  });

  it('is among the top 10 % of the owner’s keys, rounded up', () => {
    expect(busyAmong(5000, 4000, 3000)).toEqual([5000]);
    expect(busyAmong(...Array.from({ length: 10 }, (_, n) => 2000 + n))).toEqual([2009]);
    expect(busyAmong(...Array.from({ length: 11 }, (_, n) => 2000 + n))).toEqual([2009, 2010]);
  });

  it('ranks with its equals', () => {
    expect(busyAmong(5000, 5000, 4000)).toEqual([5000, 5000]);
  });

  it('is busy although nothing was accepted for 30 days', () => {
    expect(flagOf({ lastUsedAt: null, last24h: 1001 })).toBe('busy');
  });
});

it('flags of a part of the keys are those that they have among all', () => {
  const keys = Array.from({ length: 25 }, (_, n) => key(`k${String(n)}`, { last24h: 900 + 30 * (n % 12) }));
  const all = flagsAmong(keys);
  const ranking = {
    standing: keys.length,
    last24h: keys.map(({ last24h }) => last24h).filter((uses) => uses > BUSY_OVER),
  };
  for (const one of keys) expect(flagsOf([one], ranking, NOW).get(one.keyId)).toBe(all.get(one.keyId));
});

describe('a revoked key', () => {
  it('has no flag, and takes no place in the ranking', () => {
    expect(flagOf({ revokedAt: '2026-02-01T00:00:00.000Z', lastUsedAt: null })).toBeNull();
    const flags = flagsAmong([
      key('revoked', { revokedAt: '2026-03-31T00:00:00.000Z', last24h: 9000 }),
      key('k1', { last24h: 2000 }),
    ]);
    expect([...flags]).toEqual([
      ['revoked', null],
      ['k1', 'busy'],
    ]);
  });
});
