import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_SERIES } from '../domain/series.js';
import { keyCreated, keyRotated } from '../domain/testing/given-events.js';
import { use } from '../testing/uses.js';
import { HttpSide } from './testing/http-side.js';

const NEVER = { lastUsedAt: null, last24h: 0, last7d: 0, last30d: 0 };
const endpoint = (path: string) => ({ method: 'GET', path, route: '/api/**' });

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
  side.clock.set('2026-01-31T12:30:20Z');
});
afterEach(() => side.close());

describe('the activity of a key', () => {
  it('is nulls and zeros when it was never used, with an hourly series all the same', async () => {
    await side.happens('acme/ann', keyCreated('k1', 'c1'));
    const { status, body } = await side.get('ann', '/v1/keys/k1/activity');
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        ...NEVER,
        lastEndpoint: null,
        byCredential: [{ credentialId: 'c1', hint: 'claribi_sk_live_c1', status: 'current', ...NEVER }],
        olderCredentials: null,
        hourly: expect.any(Array),
      },
    });
    expect(body).toHaveProperty('hourly.length', 169);
    expect(body).toHaveProperty('hourly.168', { at: '2026-01-31T12:00:00.000Z', accepted: 0, denied: 0 });
  });

  it('shows 24 hours, 7 days and 30 days to the minute, and the latest use and endpoint by their own times', async () => {
    await side.happens('acme/ann', keyCreated('k1', 'c1'));
    await side.uses(
      use({ at: '2026-01-31T12:30:10Z', endpoint: endpoint('/api/latest?page=2') }),
      use({ at: '2026-01-31T12:30:15Z', accepted: false, endpoint: endpoint('/api/denied') }),
      use({ at: '2026-01-30T12:31:00Z', endpoint: endpoint('/api/first-of-24h') }),
      use({ at: '2026-01-30T12:30:59Z' }),
      use({ at: '2026-01-24T12:31:00Z' }),
      use({ at: '2026-01-24T12:30:59Z' }),
      use({ at: '2026-01-01T12:31:00Z' }),
      use({ at: '2026-01-01T12:30:59Z' }),
    );
    const { body } = await side.get('ann', '/v1/keys/k1/activity');
    expect(body).toMatchObject({
      lastUsedAt: '2026-01-31T12:30:10.000Z',
      lastEndpoint: { method: 'GET', path: '/api/latest' },
      last24h: 3,
      last7d: 5,
      last30d: 7,
    });
    expect(body).toHaveProperty('hourly.168', { at: '2026-01-31T12:00:00.000Z', accepted: 1, denied: 1 });
    expect(body).toHaveProperty('hourly.0', { at: '2026-01-24T12:00:00.000Z', accepted: 1, denied: 0 });
  });

  it('goes on through a rotation, and shows who still uses the old secret', async () => {
    await side.happens('acme/ann', keyCreated('k1', 'c1'));
    await side.uses(use({ credentialId: 'c1', at: '2026-01-31T11:00:00Z' }));
    await side.happens('acme/ann', keyRotated('c2', 'c1', '2026-02-01T12:30:20Z'));
    await side.uses(
      use({ credentialId: 'c1', at: '2026-01-31T12:30:00Z' }),
      use({ credentialId: 'c2', at: '2026-01-31T12:30:01Z' }),
    );
    expect((await side.get('ann', '/v1/keys/k1/activity')).body).toMatchObject({
      last24h: 3,
      byCredential: [
        { credentialId: 'c2', status: 'current', lastUsedAt: '2026-01-31T12:30:01.000Z', last24h: 1 },
        { credentialId: 'c1', status: 'grace', lastUsedAt: '2026-01-31T12:30:00.000Z', last24h: 2 },
      ],
    });
    side.clock.set('2026-02-01T12:30:20Z');
    expect((await side.get('ann', '/v1/keys/k1/activity')).body).toMatchObject({
      byCredential: [{ status: 'current' }, { status: 'retired' }],
    });
  });

  it('stays small however often the key was rotated: older secrets are one sum', async () => {
    await side.happens('acme/ann', keyCreated('k1', 'c0'));
    const rotations = Array.from({ length: 200 }, (_, n) =>
      keyRotated(`c${String(n + 1)}`, `c${String(n)}`, '2026-01-31T12:30:20Z'),
    );
    await side.happens('acme/ann', ...rotations);
    await side.uses(
      ...Array.from({ length: 100 }, (_, n) => use({ credentialId: `c${String(n)}`, at: '2026-01-31T12:00:00Z' })),
    );
    const { body } = await side.get('ann', '/v1/keys/k1/activity');
    expect(body).toMatchObject({ last24h: 100, olderCredentials: { credentials: 181, last24h: 100, last30d: 100 } });
    expect(body).toHaveProperty('byCredential.length', 20);
  });

  it('is not found when the key is another owner’s, or nobody’s', async () => {
    await side.happens('acme/ann', keyCreated('k1', 'c1'));
    for (const [userId, keyId] of [
      ['ben', 'k1'],
      ['ann', 'k2'],
    ] as const) {
      expect(await side.get(userId, `/v1/keys/${keyId}/activity`)).toMatchObject({
        status: 404,
        body: { code: 'key-not-found' },
      });
    }
  });
});

describe('the activity of all keys', () => {
  it('is empty for an owner of no key', async () => {
    expect(await side.get('ann', '/v1/activity')).toEqual({ status: 200, body: { keys: [], nextCursor: null } });
  });

  it('lists the caller’s own keys, newest first, revoked ones too, and none of another owner', async () => {
    await side.happens('acme/ann', keyCreated('k1', 'c1'), keyCreated('k2', 'c2'), {
      type: 'KeyRevoked',
      keyId: 'k1',
      reason: null,
    });
    await side.happens('acme/ben', keyCreated('k3', 'c3'));
    await side.uses(
      use({ keyId: 'k1', at: '2026-01-31T12:00:00Z' }),
      use({ keyId: 'k3', credentialId: 'c3', at: '2026-01-31T12:00:00Z' }),
    );
    expect((await side.get('ann', '/v1/activity')).body).toEqual({
      keys: [
        { keyId: 'k2', ...NEVER, lastEndpoint: null, flag: null, series: NO_SERIES },
        {
          keyId: 'k1',
          lastUsedAt: '2026-01-31T12:00:00.000Z',
          last24h: 1,
          last7d: 1,
          last30d: 1,
          lastEndpoint: { method: 'GET', path: '/api/reports/7' },
          flag: null,
          series: [...NO_SERIES.slice(1), 1],
        },
      ],
      nextCursor: null,
    });
  });

  it('flags keys that are idle or busy', async () => {
    await side.happens('acme/ann', keyCreated('quiet', 'q'), keyCreated('loud', 'l'), keyCreated('k1', 'c1'));
    side.clock.set('2026-03-02T12:30:20Z');
    await side.uses(
      ...Array.from({ length: 1001 }, () => use({ keyId: 'loud', credentialId: 'l', at: '2026-03-02T12:00:00Z' })),
      use({ at: '2026-02-01T00:00:00Z' }),
    );
    expect((await side.get('ann', '/v1/activity')).body).toMatchObject({
      keys: [
        { keyId: 'k1', flag: null },
        { keyId: 'loud', flag: 'busy' },
        { keyId: 'quiet', flag: 'idle' },
      ],
    });
  });

  it('comes in pages, whose flags rank all keys', async () => {
    await side.happens('acme/ann', ...['k1', 'k2', 'k3'].map((keyId) => keyCreated(keyId, `of-${keyId}`)));
    await side.uses(
      ...Array.from({ length: 1500 }, (_, n) =>
        use({ keyId: n < 1400 ? 'k1' : 'k3', credentialId: n < 1400 ? 'of-k1' : 'of-k3', at: '2026-01-31T12:00:00Z' }),
      ),
    );
    expect((await side.get('ann', '/v1/activity?limit=2')).body).toMatchObject({
      keys: [{ keyId: 'k3', flag: null }, { keyId: 'k2' }],
      nextCursor: 'k2',
    });
    expect((await side.get('ann', '/v1/activity?limit=2&cursor=k2')).body).toMatchObject({
      keys: [{ keyId: 'k1', flag: 'busy' }],
      nextCursor: null,
    });
  });

  it('of one key takes no query', async () => {
    await side.happens('acme/ann', keyCreated('k1', 'c1'));
    expect(await side.get('ann', '/v1/keys/k1/activity?limit=2')).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: expect.stringContaining('limit: is not a known field') },
    });
  });

  it.each(['limit=0', 'limit=101', 'limit=1.5', 'limit=x', 'cursor=nothing', 'cursor=a&cursor=b', 'include=revoked'])(
    'refuses %s with a sentence that helps',
    async (query) => {
      expect(await side.get('ann', `/v1/activity?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid-request', detail: expect.stringMatching(/limit|cursor|include/) },
      });
    },
  );
});

describe('a caller', () => {
  it('without a user token sees nothing', async () => {
    for (const path of ['/v1/activity', '/v1/keys/k1/activity']) {
      expect(await side.getWith({}, path)).toMatchObject({ status: 401, body: { code: 'token-missing' } });
    }
  });

  it('whoever is deactivated sees nothing, until they are reactivated', async () => {
    await side.happens('acme/ann', keyCreated('k1', 'c1'), { type: 'OwnerDeactivated' });
    for (const path of ['/v1/activity', '/v1/keys/k1/activity', '/v1/keys/none/activity']) {
      expect(await side.get('ann', path)).toMatchObject({ status: 403, body: { code: 'owner-inactive' } });
    }
    await side.happens('acme/ann', { type: 'OwnerReactivated' });
    expect(await side.get('ann', '/v1/activity')).toMatchObject({ status: 200 });
  });
});

it('counting shows in the metrics what it sent, lost or had to shorten', async () => {
  await side.uses(use());
  const metrics = await side.http.metrics.metrics();
  expect(metrics).toContain('keyward_usage_records_total{outcome="sent"} 2');
  expect(metrics).toContain('keyward_usage_coarse_total 0');
});

it('every query of activity is counted as those of keys are', async () => {
  await side.happens('acme/ann', keyCreated('k1', 'c1'));
  for (const path of ['/v1/keys/k1/activity', '/v1/keys/none/activity', '/v1/activity']) await side.get('ann', path);
  expect(await side.counted('keyward_queries_total')).toEqual([
    'keyward_queries_total{query="GetKeyActivity",outcome="done"} 1',
    'keyward_queries_total{query="GetKeyActivity",outcome="key-not-found"} 1',
    'keyward_queries_total{query="ListActivity",outcome="done"} 1',
  ]);
});
