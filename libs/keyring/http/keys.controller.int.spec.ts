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
        key: {
          name: 'Weekly Report Script',
          scope: 'read-only',
          mode: 'test',
          status: 'active',
          expiresAt: '2026-06-01T23:59:59.999Z',
        },
        propagation: { confirmed: true },
      },
    });
    const { secret, key } = created.body;
    expect(parseSecret(secret)).toEqual({ mode: 'test' });
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
      keyId: before.keyId,
      name: before.name,
      scope: before.scope,
      mode: before.mode,
      expiresAt: null,
      rotatedAt: '2026-02-01T00:00:00.000Z',
      ageDays: 0,
      credentials: [
        { status: 'current' },
        { credentialId: before.credentials[0]?.credentialId, status: 'grace', activeUntil: '2026-02-02T00:00:00.000Z' },
      ],
    });
    const ended = await side.as('ann').post(`/v1/keys/${before.keyId}/end-grace`);
    expect(ended).toMatchObject({
      status: 200,
      body: {
        key: { credentials: [{ status: 'current' }, { status: 'retired', activeUntil: '2026-02-01T00:00:00.000Z' }] },
      },
    });
  });

  it('ends with its revocation, and repeating that is not an error', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    const first = await side.as('ann').post(`/v1/keys/${keyId}/revoke`, { reason: 'leaked' });
    expect(first).toMatchObject({
      status: 200,
      body: { key: { status: 'revoked', revokedReason: 'leaked' }, propagation: { confirmed: true } },
    });
    const second = await side.as('ann').post(`/v1/keys/${keyId}/revoke`);
    expect(second).toMatchObject({
      status: 200,
      body: { key: first.body.key, propagation: { position: first.body.propagation.position } },
    });
    expect(await side.as('ann').post(`/v1/keys/${keyId}/rotate`)).toMatchObject({
      status: 409,
      body: { code: 'key-revoked' },
    });
  });

  it('is shown by its history', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    await side.as('ann').post(`/v1/keys/${keyId}/rotate`, { graceHours: 1 });
    await side.as('ann').post(`/v1/keys/${keyId}/revoke`, { reason: 'leaked' });
    const { body } = await side.as('ann').get(`/v1/keys/${keyId}/history`);
    expect(body).toMatchObject({
      nextCursor: null,
      events: [
        { type: 'KeyCreated', by: 'user:acme/ann' },
        { type: 'KeyRotated', details: { graceEndsAt: '2026-01-01T01:00:00.000Z' } },
        { type: 'KeyRevoked', details: { reason: 'leaked' } },
      ],
    });
    const page = await side.as('ann').get(`/v1/keys/${keyId}/history?limit=2`);
    const rest = await side.as('ann').get(`/v1/keys/${keyId}/history?cursor=${String(page.body.nextCursor)}`);
    expect([...page.body.events, ...rest.body.events]).toEqual(body.events);
  });

  it('of all keys ends at once', async () => {
    await side.as('ann').create(NEW_KEY);
    await side.as('ann').create(NEW_KEY);
    expect(await side.as('ann').post('/v1/keys/revoke-all', { reason: 'breach' })).toMatchObject({
      status: 200,
      body: { revoked: 2, propagation: { confirmed: true } },
    });
    expect(await side.as('ann').post('/v1/keys/revoke-all')).toMatchObject({ status: 200, body: { revoked: 0 } });
    expect((await side.as('ann').get('/v1/keys')).body.keys).toEqual([]);
    expect((await side.as('ann').get('/v1/keys?include=revoked')).body.keys).toMatchObject([
      { revokedReason: 'breach' },
      { revokedReason: 'breach' },
    ]);
  });
});

describe('a list of keys', () => {
  it('is newest first, with expired ones, in pages', async () => {
    const keyIds: string[] = [];
    for (const name of ['a', 'b', 'c'])
      keyIds.unshift((await side.as('ann').create({ ...NEW_KEY, name, expiresAt: '2026-01-02' })).key.keyId);
    side.clock.set('2026-01-03T00:00:00Z');
    const first = await side.as('ann').get('/v1/keys?limit=2');
    expect(first.body).toMatchObject({ keys: [{ keyId: keyIds[0], status: 'expired' }, { keyId: keyIds[1] }] });
    await side.as('ann').post(`/v1/keys/${keyIds[1] ?? ''}/revoke`);
    const second = await side.as('ann').get(`/v1/keys?limit=2&cursor=${String(first.body.nextCursor)}`);
    expect(second.body).toMatchObject({ keys: [{ keyId: keyIds[2] }], nextCursor: null });
  });

  it('holds the caller’s own keys only, and another owner’s key is not found by any call', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    const bob = side.as('bob');
    expect((await bob.get('/v1/keys')).body.keys).toEqual([]);
    const answers = [
      await bob.get(`/v1/keys/${keyId}`),
      await bob.get(`/v1/keys/${keyId}/history`),
      await bob.post(`/v1/keys/${keyId}/rotate`),
      await bob.post(`/v1/keys/${keyId}/end-grace`),
      await bob.post(`/v1/keys/${keyId}/revoke`),
      await bob.patch(`/v1/keys/${keyId}`, { name: 'mine' }),
      await bob.post(`/v1/keys/${keyId}/pause`),
      await bob.post(`/v1/keys/${keyId}/resume`),
      await bob.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 }),
      await bob.delete(`/v1/keys/${keyId}/reminder`),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'key-not-found']));
  });
});

describe('a rotation reminder', () => {
  it('needs an address, from this token or an earlier one', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    const path = `/v1/keys/${keyId}/reminder`;
    expect(await side.as('ann').put(path, { intervalDays: 30 })).toMatchObject({
      status: 422,
      body: { code: 'contact-unknown' },
    });
    expect(await side.as('ann', { email: 'no address' }).put(path, { intervalDays: 30 })).toMatchObject({
      status: 422,
      body: { code: 'contact-unknown' },
    });
    expect(await side.as('ann', { email: 'ann@acme.example' }).put(path, { intervalDays: 30 })).toMatchObject({
      status: 200,
      body: { key: { reminder: { intervalDays: 30, dueAt: '2026-01-31T00:00:00.000Z' } } },
    });
    expect(await side.as('ann').put(path, { intervalDays: 60 })).toMatchObject({ status: 200 });
    expect(await side.as('ann').delete(path)).toMatchObject({ status: 204, text: '' });
    expect((await side.as('ann').get(`/v1/keys/${keyId}`)).body.key).toMatchObject({ reminder: null });
  });

  it('that the key does not live to see, or whose address was refused, says so in its answer', async () => {
    const ann = side.as('ann', { email: 'ann@acme.example' });
    const {
      key: { keyId },
    } = await ann.create({ ...NEW_KEY, expiresAt: '2026-01-20T00:00:00Z' });
    const set = async () => (await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 })).body;
    expect(await set()).toMatchObject({
      key: { reminder: { intervalDays: 30 } },
      note: expect.stringMatching(
        /^This key expires on 20 January 2026, 00:00 UTC, .*7 days before the expiry instead\.$/,
      ),
    });
    side.contacts.refused.add('ann@acme.example');
    expect(await set()).toMatchObject({
      note: expect.stringMatching(/7 days before the expiry instead\. Mail to the known address was refused/),
    });
    const { key: other } = await ann.create(NEW_KEY);
    side.contacts.refused.clear();
    expect((await ann.put(`/v1/keys/${other.keyId}/reminder`, { intervalDays: 30 })).body).not.toHaveProperty('note');
  });

  it('that the key does not live to see by a changed expiry says so in the answer to that change, and only to that', async () => {
    const ann = side.as('ann', { email: 'ann@acme.example' });
    const {
      key: { keyId },
    } = await ann.create(NEW_KEY);
    const change = async (body: object) => (await ann.patch(`/v1/keys/${keyId}`, body)).body;
    expect(await change({ expiresAt: '2026-01-20T00:00:00Z' })).not.toHaveProperty('note');
    await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 });
    expect(await change({ expiresAt: '2026-01-21T00:00:00Z' })).toMatchObject({
      key: { reminder: { intervalDays: 30 } },
      propagation: {},
      note: expect.stringMatching(
        /^This key expires on 21 January 2026, 00:00 UTC, .*7 days before the expiry instead\.$/,
      ),
    });
    expect(await change({ name: 'Feed' })).not.toHaveProperty('note');
    expect(await change({ expiresAt: '2026-01-05T00:00:00Z' })).toMatchObject({
      note: expect.stringMatching(/A mail about the expiry goes out at once instead\.$/),
    });
    expect(await change({ expiresAt: null })).not.toHaveProperty('note');
    side.contacts.refused.add('ann@acme.example');
    expect(await change({ expiresAt: '2027-01-01T00:00:00Z' })).toMatchObject({
      note: expect.stringMatching(/^Mail to the known address was refused/),
    });
    await ann.delete(`/v1/keys/${keyId}/reminder`);
    expect(await change({ expiresAt: '2026-01-20T00:00:00Z' })).not.toHaveProperty('note');
  });

  it('leaves no address in any event, and remembers none for a key that is not there', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    await side.as('bob', { email: 'bob@acme.example' }).put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 });
    await side.as('ann', { email: 'ann@acme.example' }).put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 });
    expect([...side.contacts.addresses]).toEqual([['acme/ann', 'ann@acme.example']]);
    expect(JSON.stringify(await side.store.read('acme/ann', 0))).not.toContain('@acme.example');
  });
});

describe('a changed address in a later token', () => {
  const OLD = { email: 'ann@acme.example' };
  const NEW = { email: 'ann@new.example' };

  async function withReminder(): Promise<string> {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    await side.as('ann', OLD).put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 });
    return keyId;
  }

  it.each<[string, (keyId: string) => Promise<{ readonly status: number }>]>([
    ['a list', () => side.as('ann', NEW).get('/v1/keys')],
    ['a rotation', (keyId) => side.as('ann', NEW).post(`/v1/keys/${keyId}/rotate`)],
    ['a question who one is', () => side.as('ann', NEW).get('/v1/me')],
    [
      'a change of a member',
      () => side.as('ann', { ...NEW, role: 'administrator' }).put('/v1/members/bob', { role: 'viewer' }),
    ],
    ['a call that is refused', () => side.as('ann', NEW).get('/v1/keys/none')],
  ])('is used from then on: %s', async (_what, call) => {
    await call(await withReminder());
    expect([...side.contacts.addresses]).toEqual([['acme/ann', 'ann@new.example']]);
  });

  it('is not stored for an owner without a reminder', async () => {
    await side.as('ann', OLD).create(NEW_KEY);
    await side.as('ann', NEW).get('/v1/keys');
    expect([...side.contacts.addresses]).toEqual([]);
  });

  it('that mail cannot be addressed to changes nothing', async () => {
    await withReminder();
    expect((await side.as('ann', { email: 'no address' }).get('/v1/keys')).status).toBe(200);
    expect((await side.as('ann').get('/v1/keys')).status).toBe(200);
    expect([...side.contacts.addresses]).toEqual([['acme/ann', 'ann@acme.example']]);
  });

  it('that cannot be stored fails no call; the log says so without the address', async () => {
    await withReminder();
    side.contacts.failure = new Error('away');
    expect((await side.as('ann', NEW).get('/v1/keys')).status).toBe(200);
    expect(
      side.logLines.filter(
        (line) => line.includes('changed mail address could not be stored') && line.includes('acme/ann'),
      ),
    ).toHaveLength(1);
    expect(side.logLines.join('')).not.toContain('ann@');
  });
});
