import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'Weekly Report Script', scope: 'read-only' };

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

describe('a change that takes rights away and is not confirmed', () => {
  it.each([
    ['revoke', {}],
    ['end-grace', undefined],
    ['pause', undefined],
    ['rotate', { graceHours: 0 }],
  ])('is answered 202 by %s, and repeating it waits again', async (action, body) => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    await side.as('ann').post(`/v1/keys/${keyId}/rotate`);
    side.barrier.confirmed = false;
    const call = () => side.as('ann').post(`/v1/keys/${keyId}/${action}`, body, { 'idempotency-key': action });
    const first = await call();
    expect(first).toMatchObject({ status: 202, body: { propagation: { confirmed: false } } });
    side.barrier.confirmed = true;
    const again = await call();
    expect(again.status).toBe(action === 'rotate' ? 201 : 200);
    expect(again.body).toMatchObject({
      key: first.body.key,
      propagation: { confirmed: true, position: first.body.propagation.position },
    });
  });

  it('is answered 202 by revoke-all', async () => {
    await side.as('ann').create(NEW_KEY);
    side.barrier.confirmed = false;
    expect(await side.as('ann').post('/v1/keys/revoke-all')).toMatchObject({
      status: 202,
      body: { revoked: 1, propagation: { confirmed: false } },
    });
  });

  it('is answered 202 for an expiry that is brought forward, also when the call is repeated; not for one that is put off, for a name, or for a resumption', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create({ ...NEW_KEY, expiresAt: '2026-06-01' });
    const change = async (body: object) => (await side.as('ann').patch(`/v1/keys/${keyId}`, body)).status;
    side.barrier.confirmed = false;
    expect(await change({ name: 'Feed' })).toBe(200);
    expect(await change({ expiresAt: '2026-05-01' })).toBe(202);
    expect(await change({ expiresAt: '2026-05-01' })).toBe(202);
    expect(await change({ name: 'Feed' })).toBe(200);
    expect(await change({ expiresAt: null })).toBe(200);
    expect(await change({ expiresAt: '2026-06-01' })).toBe(202);
    expect(await side.as('ann').post(`/v1/keys/${keyId}/resume`)).toMatchObject({
      status: 200,
      body: { propagation: { confirmed: false } },
    });
    side.barrier.confirmed = true;
    expect(await change({ expiresAt: '2026-06-01' })).toBe(200);
  });

  it('is not what a create or a rotation with grace is: they are 201', async () => {
    side.barrier.confirmed = false;
    const created = await side.as('ann').post('/v1/keys', NEW_KEY);
    expect(created).toMatchObject({ status: 201, body: { propagation: { confirmed: false } } });
    expect(await side.as('ann').post(`/v1/keys/${created.body.key.keyId}/rotate`)).toMatchObject({
      status: 201,
      body: { propagation: { confirmed: false } },
    });
  });
});

describe('an Idempotency-Key', () => {
  it('makes a create safe to retry: the same key, without the secret, which was shown', async () => {
    const retry = { 'idempotency-key': 'order-1' };
    const first = await side.as('ann').post('/v1/keys', NEW_KEY, retry);
    side.clock.set('2026-01-20T00:00:00Z');
    const second = await side.as('ann').post('/v1/keys', { scope: NEW_KEY.scope, name: NEW_KEY.name }, retry);
    expect(second).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
    expect(second.body).toMatchObject({ key: first.body.key, propagation: first.body.propagation, secretShown: true });
    expect(second.body).not.toHaveProperty('secret');
    expect((await side.as('ann').get('/v1/keys')).body.keys).toHaveLength(1);
  });

  it('makes a rotation safe to retry', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    const [first, second] = await Promise.all(
      [1, 2].map(() => side.as('ann').post(`/v1/keys/${keyId}/rotate`, undefined, { 'idempotency-key': 'r' })),
    );
    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect([first?.body, second?.body].filter((body) => 'secret' in (body ?? {}))).toHaveLength(1);
    expect(first?.body.key).toEqual(second?.body.key);
  });

  it('belongs to one request of one caller', async () => {
    const retry = { 'idempotency-key': 'order-1' };
    await side.as('ann').post('/v1/keys', NEW_KEY, retry);
    expect(await side.as('ann').post('/v1/keys', { ...NEW_KEY, name: 'Other' }, retry)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    expect(await side.as('ann').post('/v1/keys/revoke-all', {}, retry)).toMatchObject({ status: 422 });
    expect(await side.as('bob').post('/v1/keys', NEW_KEY, retry)).toMatchObject({ status: 201 });
  });

  it.each(['', ' ', 'a b', 'x'.repeat(256)])('%j is refused', async (key) => {
    expect(await side.as('ann').post('/v1/keys', NEW_KEY, { 'idempotency-key': key })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });
});
