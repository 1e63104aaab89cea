import { describe, expect, it } from '@jest/globals';
import { credentialActivity, keyFigures } from './activity.js';
import { keyStatistics, NO_STATISTICS } from './key-statistics.js';
import { given, keyCreated, keyRotated } from './testing/given-events.js';
import { type CredentialUseCounts, type LastUse } from './uses.js';

const NOW = new Date('2026-01-02T13:00:00Z');
const uses = (credentialId: string, accepted: number, denied = 0): CredentialUseCounts => ({
  keyId: 'k1',
  credentialId,
  accepted,
  denied,
});
const lastUse = (credentialId: string, at: string, path: string | null = null, endpointAt = at): LastUse => ({
  keyId: 'k1',
  credentialId,
  at: Date.parse(at),
  endpoint: path === null ? null : { at: Date.parse(endpointAt), method: 'GET', path },
});

function recordOf(
  windows: { readonly [name in 'last24h' | 'last7d' | 'last30d']?: readonly CredentialUseCounts[] },
  ...lastUses: readonly LastUse[]
) {
  return keyStatistics({ last24h: [], last7d: [], last30d: [], ...windows }, lastUses).get('k1') ?? NO_STATISTICS;
}

describe('the figures of a key', () => {
  it('are nulls and zeros when it was never used', () => {
    expect(keyFigures(NO_STATISTICS)).toEqual({
      lastUsedAt: null,
      last24h: 0,
      last7d: 0,
      last30d: 0,
      lastEndpoint: null,
    });
  });

  it('sum up accepted and denied, all credentials and all parts that were read', () => {
    const record = recordOf({
      last24h: [uses('c1', 1, 2), uses('c2', 4)],
      last7d: [uses('c1', 8), uses('c1', 16)],
      last30d: [uses('c1', 32)],
    });
    expect(keyFigures(record)).toMatchObject({ last24h: 7, last7d: 24, last30d: 32, lastUsedAt: null });
  });

  it('tell the latest use and the latest endpoint of all credentials by their own times', () => {
    const record = recordOf(
      {},
      lastUse('c1', '2026-01-02T12:00:00Z', '/old', '2026-01-02T10:00:00Z'),
      lastUse('c2', '2026-01-02T11:00:00Z', '/new'),
      lastUse('c3', '2026-01-01T00:00:00Z'),
    );
    expect(keyFigures(record)).toMatchObject({
      lastUsedAt: '2026-01-02T12:00:00.000Z',
      lastEndpoint: { method: 'GET', path: '/new' },
    });
  });
});

describe('the activity by credential', () => {
  it('shows after a rotation who still uses the old secret, and credentials without uses too', () => {
    const [key] = given(
      ['2026-01-01T00:00Z', keyCreated()],
      ['2026-01-02T12:00Z', keyRotated('c2', 'c1', '2026-01-03T12:00Z')],
    ).keys;
    if (key === undefined) throw new Error('no key');
    expect(
      credentialActivity(key, recordOf({ last24h: [uses('c1', 3)] }, lastUse('c1', '2026-01-02T12:30:00Z')), NOW),
    ).toEqual({
      olderCredentials: null,
      byCredential: [
        {
          credentialId: 'c2',
          hint: 'claribi_sk_live_c2',
          status: 'current',
          lastUsedAt: null,
          last24h: 0,
          last7d: 0,
          last30d: 0,
        },
        {
          credentialId: 'c1',
          hint: 'claribi_sk_live_c1',
          status: 'grace',
          lastUsedAt: '2026-01-02T12:30:00.000Z',
          last24h: 3,
          last7d: 0,
          last30d: 0,
        },
      ],
    });
  });

  it('has those that are not shown one by one together', () => {
    const [key] = given(['2026-01-01T00:00Z', keyCreated('k1', 'c9')]).keys;
    if (key === undefined) throw new Error('no key');
    const statistics = recordOf(
      { last24h: [uses('c1', 3), uses('c2', 4), uses('c9', 5)] },
      lastUse('c2', '2026-01-02T12:30:00Z'),
    );
    expect(credentialActivity({ ...key, olderCredentials: 7 }, statistics, NOW)).toMatchObject({
      byCredential: [{ credentialId: 'c9', last24h: 5, lastUsedAt: null }],
      olderCredentials: { credentials: 7, last24h: 7, last7d: 0, last30d: 0, lastUsedAt: '2026-01-02T12:30:00.000Z' },
    });
  });
});
