import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseSecret } from '#key-secret';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'Weekly Report Script', scope: 'read-only' };

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

describe('the life of a key', () => {
  it('begins with its secret, which is in that one answer and is not to be cached', async () => {
    const created = await side.as('ann').post('/v1/keys', { ...NEW_KEY, mode: 'test', expiresAt: '2026-06-01' });
    expect(created).toMatchObject({
      status: 201,
      headers: { 'cache-control': 'no-store' },
      body: {
        key: { name: 'Weekly Report Script', scope: 'read-only', mode: 'test', status: 'active', expiresAt: '2026-06-01T00:00:00.000Z' },
        propagation: { confirmed: true },
      },
    });
    const { secret, key } = created.body;
    expect(parseSecret(secret, 'claribi')).toEqual({ mode: 'test' });
    expect(secret.startsWith(key.hint)).toBe(true);
    for (const path of ['/v1/keys', `/v1/keys/${key.keyId}`, `/v1/keys/${key.keyId}/history`]) {
      const { status, text } = await side.as('ann').get(path);
      expect({ status, shown: text.includes(secret) }).toEqual({ status: 200, shown: false });
    }
  });

  it('goes on through rotations with the same name, scope, mode and expiry', async () => {
    const { key: before, secret: first } = await side.as('ann').create(NEW_KEY);
    side.clock.set('2026-02-01T00:00:00Z');
    const rotated = await side.as('ann').post(`/v1/keys/${before.keyId}/rotate`);
    expect(rotated).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
    const { key, secret } = rotated.body;
    expect(secret).not.toBe(first);
    expect(key).toMatchObject({
      keyId: before.keyId, name: before.name, scope: before.scope, mode: before.mode, expiresAt: null, rotatedAt: '2026-02-01T00:00:00.000Z', ageDays: 0,
      credentials: [{ status: 'current' }, { credentialId: before.credentials[0]?.credentialId, status: 'grace', activeUntil: '2026-02-02T00:00:00.000Z' }],
    });
    const ended = await side.as('ann').post(`/v1/keys/${before.keyId}/end-grace`);
    expect(ended).toMatchObject({ status: 200, body: { key: { credentials: [{ status: 'current' }, { status: 'retired', activeUntil: '2026-02-01T00:00:00.000Z' }] } } });
  });

  it('ends with its revocation, and repeating that is not an error', async () => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    const first = await side.as('ann').post(`/v1/keys/${keyId}/revoke`, { reason: 'leaked' });
    expect(first).toMatchObject({ status: 200, body: { key: { status: 'revoked', revokedReason: 'leaked' }, propagation: { confirmed: true } } });
    const second = await side.as('ann').post(`/v1/keys/${keyId}/revoke`);
    expect(second).toMatchObject({ status: 200, body: { key: first.body.key, propagation: { position: first.body.propagation.position } } });
    expect(await side.as('ann').post(`/v1/keys/${keyId}/rotate`)).toMatchObject({ status: 409, body: { code: 'key-revoked' } });
  });

  it('is told by its history', async () => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    await side.as('ann').post(`/v1/keys/${keyId}/rotate`, { graceHours: 1 });
    await side.as('ann').post(`/v1/keys/${keyId}/revoke`, { reason: 'leaked' });
    const { body } = await side.as('ann').get(`/v1/keys/${keyId}/history`);
    expect(body).toMatchObject({
      nextCursor: null,
      events: [{ type: 'KeyCreated', by: 'user:acme/ann' }, { type: 'KeyRotated', details: { graceEndsAt: '2026-01-01T01:00:00.000Z' } }, { type: 'KeyRevoked', details: { reason: 'leaked' } }],
    });
    const page = await side.as('ann').get(`/v1/keys/${keyId}/history?limit=2`);
    const rest = await side.as('ann').get(`/v1/keys/${keyId}/history?cursor=${String(page.body.nextCursor)}`);
    expect([...page.body.events, ...rest.body.events]).toEqual(body.events);
  });

  it('of all keys ends at once', async () => {
    await side.as('ann').create(NEW_KEY);
    await side.as('ann').create(NEW_KEY);
    expect(await side.as('ann').post('/v1/keys/revoke-all', { reason: 'breach' })).toMatchObject({ status: 200, body: { revoked: 2, propagation: { confirmed: true } } });
    expect(await side.as('ann').post('/v1/keys/revoke-all')).toMatchObject({ status: 200, body: { revoked: 0 } });
    expect((await side.as('ann').get('/v1/keys')).body.keys).toEqual([]);
    expect((await side.as('ann').get('/v1/keys?include=revoked')).body.keys).toMatchObject([{ revokedReason: 'breach' }, { revokedReason: 'breach' }]);
  });
});

describe('a list of keys', () => {
  it('is newest first, with expired ones, in pages', async () => {
    const keyIds: string[] = [];
    for (const name of ['a', 'b', 'c']) keyIds.unshift((await side.as('ann').create({ ...NEW_KEY, name, expiresAt: '2026-01-02' })).key.keyId);
    side.clock.set('2026-01-03T00:00:00Z');
    const first = await side.as('ann').get('/v1/keys?limit=2');
    expect(first.body).toMatchObject({ keys: [{ keyId: keyIds[0], status: 'expired' }, { keyId: keyIds[1] }] });
    await side.as('ann').post(`/v1/keys/${keyIds[1] ?? ''}/revoke`);
    const second = await side.as('ann').get(`/v1/keys?limit=2&cursor=${String(first.body.nextCursor)}`);
    expect(second.body).toMatchObject({ keys: [{ keyId: keyIds[2] }], nextCursor: null });
  });

  it('holds the caller’s own keys only, and another owner’s key is not found by any call', async () => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    const bob = side.as('bob');
    expect((await bob.get('/v1/keys')).body.keys).toEqual([]);
    const answers = [
      await bob.get(`/v1/keys/${keyId}`), await bob.get(`/v1/keys/${keyId}/history`), await bob.post(`/v1/keys/${keyId}/rotate`),
      await bob.post(`/v1/keys/${keyId}/end-grace`), await bob.post(`/v1/keys/${keyId}/revoke`),
      await bob.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 }), await bob.delete(`/v1/keys/${keyId}/reminder`),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'key-not-found']));
  });
});

describe('a rotation reminder', () => {
  it('needs an address, from this token or an earlier one', async () => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    const path = `/v1/keys/${keyId}/reminder`;
    expect(await side.as('ann').put(path, { intervalDays: 30 })).toMatchObject({ status: 422, body: { code: 'contact-unknown' } });
    expect(await side.as('ann', { email: 'ann@acme.example' }).put(path, { intervalDays: 30 }))
      .toMatchObject({ status: 200, body: { key: { reminder: { intervalDays: 30, dueAt: '2026-01-31T00:00:00.000Z' } } } });
    expect(await side.as('ann').put(path, { intervalDays: 60 })).toMatchObject({ status: 200 });
    expect(await side.as('ann').delete(path)).toMatchObject({ status: 204, text: '' });
    expect((await side.as('ann').get(`/v1/keys/${keyId}`)).body.key).toMatchObject({ reminder: null });
  });

  it('leaves no address in any event, and remembers none for a key that is not there', async () => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    await side.as('bob', { email: 'bob@acme.example' }).put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 });
    await side.as('ann', { email: 'ann@acme.example' }).put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 });
    expect([...side.contacts.addresses]).toEqual([['acme/ann', 'ann@acme.example']]);
    expect(JSON.stringify(await side.store.read('acme/ann', 0))).not.toContain('@acme.example');
  });
});

describe('a change that takes rights away and is not confirmed', () => {
  it.each([
    ['revoke', {}], ['end-grace', undefined], ['rotate', { graceHours: 0 }],
  ])('is answered 202 by %s, and repeating it waits again', async (action, body) => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    await side.as('ann').post(`/v1/keys/${keyId}/rotate`);
    side.barrier.confirmed = false;
    const call = () => side.as('ann').post(`/v1/keys/${keyId}/${action}`, body, { 'idempotency-key': action });
    const first = await call();
    expect(first).toMatchObject({ status: 202, body: { propagation: { confirmed: false } } });
    side.barrier.confirmed = true;
    const again = await call();
    expect(again.status).toBe(action === 'rotate' ? 201 : 200);
    expect(again.body).toMatchObject({ key: first.body.key, propagation: { confirmed: true, position: first.body.propagation.position } });
  });

  it('is answered 202 by revoke-all', async () => {
    await side.as('ann').create(NEW_KEY);
    side.barrier.confirmed = false;
    expect(await side.as('ann').post('/v1/keys/revoke-all')).toMatchObject({ status: 202, body: { revoked: 1, propagation: { confirmed: false } } });
  });

  it('is not what a create or a rotation with grace is: they are 201', async () => {
    side.barrier.confirmed = false;
    const created = await side.as('ann').post('/v1/keys', NEW_KEY);
    expect(created).toMatchObject({ status: 201, body: { propagation: { confirmed: false } } });
    expect(await side.as('ann').post(`/v1/keys/${created.body.key.keyId}/rotate`)).toMatchObject({ status: 201, body: { propagation: { confirmed: false } } });
  });
});

describe('an Idempotency-Key', () => {
  it('makes a create safe to retry: the same key, without the secret, which was shown', async () => {
    const retry = { 'idempotency-key': 'order-1' };
    const first = await side.as('ann').post('/v1/keys', NEW_KEY, retry);
    side.clock.set('2026-01-20T00:00:00Z');
    const second = await side.as('ann').post('/v1/keys', { scope: NEW_KEY.scope, name: NEW_KEY.name }, retry);
    expect(second).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
    expect({ ...second.body, secret: first.body.secret }).toEqual({ ...first.body, secretShown: true });
    expect(second.body).not.toHaveProperty('secret');
    expect((await side.as('ann').get('/v1/keys')).body.keys).toHaveLength(1);
  });

  it('makes a rotation safe to retry', async () => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    const [first, second] = await Promise.all([1, 2].map(() => side.as('ann').post(`/v1/keys/${keyId}/rotate`, undefined, { 'idempotency-key': 'r' })));
    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect([first?.body, second?.body].filter((body) => 'secret' in (body ?? {}))).toHaveLength(1);
    expect(first?.body.key).toEqual(second?.body.key);
  });

  it('belongs to one request of one caller', async () => {
    const retry = { 'idempotency-key': 'order-1' };
    await side.as('ann').post('/v1/keys', NEW_KEY, retry);
    expect(await side.as('ann').post('/v1/keys', { ...NEW_KEY, name: 'Other' }, retry)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await side.as('ann').post('/v1/keys/revoke-all', {}, retry)).toMatchObject({ status: 422 });
    expect(await side.as('bob').post('/v1/keys', NEW_KEY, retry)).toMatchObject({ status: 201 });
  });

  it.each(['', ' ', 'a b', 'x'.repeat(256)])('%j is refused', async (key) => {
    expect(await side.as('ann').post('/v1/keys', NEW_KEY, { 'idempotency-key': key })).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });
});

describe('a request that cannot be right', () => {
  it.each([
    ['no body', undefined], ['a list', []], ['no scope', { name: 'a' }], ['no name', { scope: 'read-only' }], ['a name that is a number', { ...NEW_KEY, name: 1 }],
    ['a name of spaces', { ...NEW_KEY, name: '   ' }], ['a name of 101 characters', { ...NEW_KEY, name: 'x'.repeat(101) }],
    ['a name with a control character', { ...NEW_KEY, name: 'a\u0007b' }], ['an unknown scope', { ...NEW_KEY, scope: 'admin' }],
    ['an unknown mode', { ...NEW_KEY, mode: 'prod' }], ['an unknown field', { ...NEW_KEY, role: 'owner' }], ['a secret of its own', { ...NEW_KEY, secret: 'x' }],
    ['an expiry in the past', { ...NEW_KEY, expiresAt: '2025-12-31T00:00:00Z' }], ['an expiry that is no date', { ...NEW_KEY, expiresAt: 'tomorrow' }],
    ['an expiry on a day that does not exist', { ...NEW_KEY, expiresAt: '2026-02-30T00:00:00Z' }], ['an expiry without a zone', { ...NEW_KEY, expiresAt: '2026-02-03T00:00:00' }],
    ['an expiry that is a number', { ...NEW_KEY, expiresAt: 1798761600000 }], ['an expiry beyond four-digit years', { ...NEW_KEY, expiresAt: '9999-12-31T23:59:59-12:00' }],
    ['a week as expiry', { ...NEW_KEY, expiresAt: '2027-W01-1' }],
  ])('creates nothing: %s', async (_, body) => {
    expect(await side.as('ann').post('/v1/keys', body)).toMatchObject({ status: 400, body: { code: 'invalid-request', detail: expect.stringMatching(/\w+/) } });
    expect(await side.store.read('acme/ann', 0)).toEqual([]);
  });

  it.each([-1, 169, 1.5, '24', true, []])('rotates nothing: graceHours %j', async (graceHours) => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    expect(await side.as('ann').post(`/v1/keys/${keyId}/rotate`, { graceHours })).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(await side.store.read('acme/ann', 0)).toHaveLength(1);
  });

  it.each(['?limit=0', '?limit=101', '?limit=1.5', '?limit=x', '?cursor=unknown', '?include=all', '?page=2', '?cursor=a&cursor=b', '?include=revoked&include=revoked'])(
    'lists nothing: %s', async (query) => {
      expect(await side.as('ann').get(`/v1/keys${query}`)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    },
  );

  it('does nothing else: unknown fields and wrong types everywhere', async () => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    const ann = side.as('ann');
    const answers = [
      await ann.post(`/v1/keys/${keyId}/revoke`, { reason: 5 }), await ann.post(`/v1/keys/${keyId}/revoke`, { reason: 'x'.repeat(501) }),
      await ann.post(`/v1/keys/${keyId}/revoke`, { because: 'x' }), await ann.post('/v1/keys/revoke-all', { keys: [] }),
      await ann.post(`/v1/keys/${keyId}/end-grace`, { now: true }), await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 45 }),
      await ann.put(`/v1/keys/${keyId}/reminder`), await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: '30' }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [400, 'invalid-request']));
  });
});
