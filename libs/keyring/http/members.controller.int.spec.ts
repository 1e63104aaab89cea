import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'Feed', scope: 'read-only' };

let side: HttpSide;

async function startedWith(roleSource: 'members' | 'token'): Promise<void> {
  await side.close();
  side = await HttpSide.start({ roleSource });
}

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

describe('an administrator', () => {
  it('changes a member’s role where roles are set here', async () => {
    await startedWith('members');
    await side.as('ann').get('/v1/me');
    expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { role: 'viewer' })).toMatchObject({
      status: 200,
      body: {
        member: { userId: 'ann', role: 'viewer', active: true, known: true, keys: 0 },
        propagation: { confirmed: true },
      },
    });
    expect((await side.as('ann', { role: 'administrator' }).get('/v1/me')).body).toMatchObject({ role: 'viewer' });
  });

  it('does not where tokens say them, and learns who can', async () => {
    await side.as('ann').get('/v1/me');
    expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { role: 'viewer' })).toMatchObject({
      status: 409,
      body: { code: 'role-from-token', detail: expect.stringMatching(/identity provider.*service token/) },
    });
  });

  it('deactivates a member, who then can do nothing here, and reactivates them; each answer counts the keys', async () => {
    const {
      key: { keyId },
    } = await side.as('ann').create(NEW_KEY);
    const adam = side.as('adam', { role: 'administrator' });
    expect(await adam.put('/v1/members/ann', { active: false })).toMatchObject({
      status: 200,
      body: { member: { userId: 'ann', role: 'analyst', active: false, known: true, keys: 1 } },
    });
    expect((await adam.put('/v1/members/ann', { active: false })).body.member).toMatchObject({
      active: false,
      keys: 0,
    });
    const ann = side.as('ann', { role: 'administrator', email: 'ann@acme.example' });
    const answers = [
      await ann.get('/v1/me'),
      await ann.get('/v1/keys'),
      await ann.get(`/v1/keys/${keyId}`),
      await ann.get(`/v1/keys/${keyId}/history`),
      await ann.post('/v1/keys', NEW_KEY),
      await ann.post(`/v1/keys/${keyId}/rotate`),
      await ann.post(`/v1/keys/${keyId}/end-grace`),
      await ann.post(`/v1/keys/${keyId}/revoke`),
      await ann.post('/v1/keys/revoke-all'),
      await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 }),
      await ann.delete(`/v1/keys/${keyId}/reminder`),
      await ann.put('/v1/members/bob', { role: 'viewer' }),
      await ann.put('/v1/members/ann', { active: true }),
      await ann.post('/v1/members/bob/revoke-all-keys'),
      await ann.get('/v1/members/bob'),
      await ann.get('/v1/members/bob/history'),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [403, 'owner-inactive']));
    expect(await adam.put('/v1/members/ann', { active: true })).toMatchObject({
      status: 200,
      body: { member: { active: true, keys: 1 } },
    });
    expect((await adam.put('/v1/members/ann', { active: true })).body.member).toMatchObject({ active: true, keys: 0 });
    expect((await ann.get('/v1/keys')).body.keys).toMatchObject([{ keyId, status: 'active' }]);
  });

  it('reactivates a member without the keys of before', async () => {
    await side.as('ann').create(NEW_KEY);
    const adam = side.as('adam', { role: 'administrator' });
    await adam.put('/v1/members/ann', { active: false });
    expect((await adam.put('/v1/members/ann', { active: true, keys: 'revoke' })).body.member).toMatchObject({
      active: true,
      keys: 1,
    });
    expect((await side.as('ann').get('/v1/keys?include=revoked')).body.keys).toMatchObject([{ status: 'revoked' }]);
    expect((await side.store.read('acme/ann', 3)).map(({ events }) => events.map(({ event }) => event.type))).toEqual([
      ['AllKeysRevoked', 'OwnerReactivated'],
    ]);
  });

  it('revokes all keys of a member', async () => {
    await side.as('ann').create(NEW_KEY);
    expect(
      await side.as('adam', { role: 'administrator' }).post('/v1/members/ann/revoke-all-keys', { reason: 'left' }),
    ).toMatchObject({ status: 200, body: { revoked: 1 } });
    expect((await side.as('ann').get('/v1/keys?include=revoked')).body.keys).toMatchObject([
      { status: 'revoked', revokedReason: 'left' },
    ]);
  });

  it.each([
    ['changes their own role', '/v1/members/adam', { role: 'analyst' }],
    ['deactivates themselves', '/v1/members/adam', { active: false }],
    ['assigns owner', '/v1/members/ann', { role: 'owner' }],
    ['changes the role of an owner who has only looked', '/v1/members/olga', { role: 'viewer' }],
    ['deactivates an owner who has only looked', '/v1/members/olga', { active: false }],
    ['reaches into another organisation', '/v1/members/ann?orgId=other', { role: 'viewer' }],
  ])('never %s', async (_, path, body) => {
    for (const roleSource of ['members', 'token'] as const) {
      await startedWith(roleSource);
      await side.as('olga', { role: 'owner' }).get('/v1/me');
      await side.as('ann').get('/v1/me');
      expect(await side.as('adam', { role: 'administrator' }).put(path, body)).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
    }
  });

  it('never revokes the keys of an owner, nor by this way their own', async () => {
    await side.as('olga', { role: 'owner' }).get('/v1/keys');
    const adam = side.as('adam', { role: 'administrator' });
    expect(await adam.post('/v1/members/olga/revoke-all-keys')).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(await adam.post('/v1/members/adam/revoke-all-keys')).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('/v1/keys/revoke-all') },
    });
  });

  it('does nothing to somebody whom Keyward has not seen, and leaves nothing of the name', async () => {
    await startedWith('members');
    const adam = side.as('adam', { role: 'administrator' });
    const answers = [
      await adam.put('/v1/members/anm', { role: 'viewer' }),
      await adam.put('/v1/members/anm', { active: false }),
      await adam.put('/v1/members/anm', { active: true }),
      await adam.post('/v1/members/anm/revoke-all-keys'),
      await adam.delete('/v1/members/anm/contact'),
      await adam.get('/v1/members/anm'),
      await adam.get('/v1/members/anm/history'),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'member-unknown']));
    expect(await side.store.read('acme/anm', 0)).toEqual([]);
  });

  it('whose role was taken away manages nobody, with whatever token', async () => {
    await startedWith('members');
    await side.as('adam', { role: 'administrator' }).get('/v1/me');
    await side.as('ann').get('/v1/me');
    await side.as('olga', { role: 'owner' }).put('/v1/members/adam', { role: 'member' });
    expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { role: 'viewer' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it('gets 202 while taking rights away is not confirmed, and 200 for giving them', async () => {
    await startedWith('members');
    await side.as('ann').get('/v1/me');
    side.barrier.confirmed = false;
    const adam = side.as('adam', { role: 'administrator' });
    expect(await adam.put('/v1/members/ann', { role: 'viewer' })).toMatchObject({
      status: 202,
      body: { member: { role: 'viewer' }, propagation: { confirmed: false } },
    });
    expect(await adam.put('/v1/members/ann', { active: false })).toMatchObject({ status: 202 });
    expect(await adam.post('/v1/members/ann/revoke-all-keys')).toMatchObject({ status: 202 });
    expect(await adam.put('/v1/members/ann', { active: true, keys: 'revoke' })).toMatchObject({ status: 202 });
    expect(await adam.put('/v1/members/ann', { active: true })).toMatchObject({
      status: 200,
      body: { propagation: { confirmed: false } },
    });
  });

  it.each([
    {},
    { role: 'viewer', active: true },
    { role: null, active: null },
    { role: 'boss' },
    { active: 'no' },
    { name: 'x' },
    undefined,
    { keys: 'revoke' },
    { active: false, keys: 'revoke' },
    { role: 'viewer', keys: 'restore' },
    { active: true, keys: 'drop' },
  ])('sends either role or active, and keys with active: true only: %j is refused', async (body) => {
    await side.as('ann').get('/v1/me');
    expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });
});

describe('a service', () => {
  const path = (userId: string) => `/v1/members/${userId}?orgId=acme`;

  it('acts on members of the organisation that it names', async () => {
    await side.as('ann').create(NEW_KEY);
    expect(await side.asService().put(path('ann'), { role: 'viewer' })).toMatchObject({
      status: 200,
      body: { member: { role: 'viewer', known: true, keys: 0 } },
    });
    expect(await side.asService().post('/v1/members/ann/revoke-all-keys?orgId=acme')).toMatchObject({
      status: 200,
      body: { revoked: 1, known: true },
    });
    expect((await side.store.read('acme/ann', 2)).flatMap(({ events }) => events.map(({ by }) => by))).toEqual([
      'service:host-product',
      'service:host-product',
    ]);
  });

  it.each(['members', 'token'] as const)(
    'cuts off an owner of the organisation, with ROLE_SOURCE=%s',
    async (roleSource) => {
      await startedWith(roleSource);
      await side.as('olga', { role: 'owner' }).create(NEW_KEY);
      expect((await side.asService().put(path('olga'), { active: false })).body.member).toEqual({
        userId: 'olga',
        role: 'owner',
        active: false,
        known: true,
        keys: 1,
      });
      expect(await side.as('olga', { role: 'owner' }).get('/v1/me')).toMatchObject({
        status: 403,
        body: { code: 'owner-inactive' },
      });
      expect((await side.asService().post('/v1/members/olga/revoke-all-keys?orgId=acme')).body).toMatchObject({
        revoked: 1,
      });
      expect((await side.asService().put(path('olga'), { role: 'viewer' })).body.member).toMatchObject({
        role: 'viewer',
      });
      expect((await side.asService().put(path('olga'), { active: true })).body.member).toMatchObject({
        active: true,
        keys: 0,
      });
      expect((await side.as('olga', { role: 'owner' }).get('/v1/me')).body).toMatchObject({ role: 'viewer' });
    },
  );

  it.each(['members', 'token'] as const)(
    'names a member before the first visit, which makes them known, with ROLE_SOURCE=%s',
    async (roleSource) => {
      await startedWith(roleSource);
      side.clock.set('2026-01-01T00:00:00.500Z');
      expect((await side.asService().put(path('olga'), { role: 'owner' })).body.member).toEqual({
        userId: 'olga',
        role: 'owner',
        active: true,
        known: false,
        keys: 0,
      });
      expect((await side.as('adam', { role: 'administrator' }).get('/v1/members/olga')).body.member).toEqual({
        userId: 'olga',
        role: 'owner',
        active: true,
        known: false,
        keys: 0,
      });
      expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/olga', { active: false })).toMatchObject(
        { status: 403, body: { code: 'forbidden' } },
      );
      await side.as('olga', { role: 'owner' }).get('/v1/keys');
      expect((await side.asService().get(path('olga'))).body.member).toMatchObject({ role: 'owner', known: true });
    },
  );

  it('finds nothing to do to a name that nobody knows, and says so', async () => {
    expect((await side.asService().put(path('anm'), { active: true })).body.member).toEqual({
      userId: 'anm',
      role: null,
      active: true,
      known: false,
      keys: 0,
    });
    expect((await side.asService().post('/v1/members/anm/revoke-all-keys?orgId=acme')).body).toMatchObject({
      revoked: 0,
      known: false,
    });
    expect(await side.asService().get(path('anm'))).toMatchObject({ status: 404, body: { code: 'member-unknown' } });
    expect(await side.store.read('acme/anm', 0)).toEqual([]);
  });

  it('must name the organisation', async () => {
    expect(await side.asService().put('/v1/members/ann', { role: 'viewer' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: expect.stringContaining('orgId') },
    });
  });

  it('has no keys of its own', async () => {
    expect(await side.asService().get('/v1/keys')).toMatchObject({ status: 401 });
  });
});

describe('what is shown of a member', () => {
  it('is role, activation and the keys in force, to managers and services', async () => {
    await side.as('ann').create(NEW_KEY);
    const adam = side.as('adam', { role: 'administrator' });
    expect((await adam.get('/v1/members/ann')).body).toEqual({
      member: { userId: 'ann', role: 'analyst', active: true, known: true, keys: 1 },
    });
    await adam.put('/v1/members/ann', { active: false });
    expect((await side.asService().get('/v1/members/ann?orgId=acme')).body).toEqual({
      member: { userId: 'ann', role: 'analyst', active: false, known: true, keys: 0 },
    });
  });

  it('is the history of their access, with who did it, in pages and without a digest', async () => {
    await side.as('ann').create(NEW_KEY);
    const adam = side.as('adam', { role: 'administrator' });
    await adam.put('/v1/members/ann', { active: false });
    await side.asService().put('/v1/members/ann?orgId=acme', { role: 'viewer' });
    const { body, text } = await adam.get('/v1/members/ann/history?limit=2');
    expect(body.events.map(({ type, by }) => [type, by])).toEqual([
      ['OwnerRoleChanged', 'user:acme/ann'],
      ['KeyCreated', 'user:acme/ann'],
    ]);
    const rest = await side.asService().get(`/v1/members/ann/history?orgId=acme&cursor=${String(body.nextCursor)}`);
    expect(rest.body).toMatchObject({
      events: [
        { type: 'OwnerDeactivated', by: 'user:acme/adam' },
        { type: 'OwnerRoleChanged', by: 'service:host-product', details: { role: 'viewer' } },
      ],
      nextCursor: null,
    });
    const stored = JSON.stringify(await side.store.read('acme/ann', 0));
    const [, digest = ''] = /"digest":"([0-9a-f]{64})"/.exec(stored) ?? [];
    expect([digest.length, text.includes(digest)]).toEqual([64, false]);
  });

  it.each(['', '/history'])('is shown neither to other members nor to another organisation: %j', async (what) => {
    await side.as('ann').get('/v1/me');
    expect(await side.as('bob').get(`/v1/members/ann${what}`)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(await side.as('adam', { role: 'owner' }).get(`/v1/members/ann${what}?orgId=other`)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(await side.asService().get(`/v1/members/ann${what}?orgId=other`)).toMatchObject({
      status: 404,
      body: { code: 'member-unknown' },
    });
  });
});

describe('the address of a member', () => {
  const path = (userId: string) => `/v1/members/${userId}/contact`;
  const ANN = { email: 'ann@acme.example' };
  const known = () => [...side.contacts.addresses.keys()];

  beforeEach(async () => {
    await side.as('ann').get('/v1/me');
    await side.contacts.remember('acme/ann', { ...ANN, name: null, tokenIssuedAt: 1 });
    await side.contacts.remember('acme/bob', { email: 'bob@acme.example', name: null, tokenIssuedAt: 1 });
  });

  it.each<[string, () => ReturnType<HttpSide['as']>, string]>([
    ['themselves', () => side.as('ann', ANN), path('ann')],
    ['an administrator', () => side.as('adam', { role: 'administrator' }), path('ann')],
    ['an owner', () => side.as('olga', { role: 'owner' }), `${path('ann')}?orgId=acme`],
    ['a service', () => side.asService(), `${path('ann')}?orgId=acme`],
  ])('is erased by %s, and so it stays', async (_, caller, erasing) => {
    expect(await caller().delete(erasing)).toMatchObject({ status: 204, text: '' });
    expect((await caller().delete(erasing)).status).toBe(204);
    await side.as('ann', ANN).get('/v1/keys');
    expect(known()).toEqual(['acme/bob']);
    expect(
      (await side.store.read('acme/ann', 0)).flatMap(({ events }) => events.map(({ event }) => event.type)),
    ).toEqual(['OwnerRoleChanged']);
  });

  it.each<[string, () => ReturnType<HttpSide['as']>, string, number, string]>([
    ['another member', () => side.as('bob'), path('ann'), 403, 'forbidden'],
    [
      'an administrator of another organisation',
      () => side.as('adam', { role: 'administrator' }),
      `${path('ann')}?orgId=other`,
      403,
      'forbidden',
    ],
    ['a service that names no organisation', () => side.asService(), path('ann'), 400, 'invalid-request'],
    [
      'a member with what is no user id',
      () => side.as('adam', { role: 'administrator' }),
      path('an%20n'),
      400,
      'invalid-request',
    ],
  ])('is not erased by %s', async (_, caller, erasing, status, code) => {
    expect(await caller().delete(erasing)).toMatchObject({ status, body: { code } });
    expect(known()).toEqual(['acme/ann', 'acme/bob']);
  });

  it('of an owner is erased by themselves or a service only', async () => {
    await side.as('olga', { role: 'owner' }).get('/v1/me');
    expect(await side.as('adam', { role: 'administrator' }).delete(path('olga'))).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await side.as('olga', { role: 'owner' }).delete(path('olga'))).status).toBe(204);
    expect((await side.asService().delete(`${path('olga')}?orgId=acme`)).status).toBe(204);
  });

  it('is not erased by a member who is deactivated, nor with fields', async () => {
    await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { active: false });
    expect(await side.as('ann').delete(path('ann'))).toMatchObject({ status: 403, body: { code: 'owner-inactive' } });
    expect(await side.as('bob').delete(path('bob'), { email: 'bob@acme.example' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
    expect(known()).toEqual(['acme/ann', 'acme/bob']);
  });
});

it('who I am: role permissions and baseline apart, and what keys inherit', async () => {
  const { body } = await side.as('ann', { role: 'analyst' }).get('/v1/me');
  expect(body).toMatchObject({
    ownerId: 'acme/ann',
    orgId: 'acme',
    role: 'analyst',
    baseline: ['account.view', 'usage.view', 'account.edit'],
  });
  expect(body.rolePermissions).toHaveLength(14);
  expect(body.scopes['read-write']).toHaveLength(17);
  expect(body.scopes['read-only']).not.toContain('dashboards.create');
});
