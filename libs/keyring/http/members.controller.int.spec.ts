import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'Feed', scope: 'read-only' };

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

describe('an administrator', () => {
  it('changes a member’s role, before the member’s first key, too', async () => {
    expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { role: 'viewer' }))
      .toMatchObject({ status: 200, body: { member: { userId: 'ann', role: 'viewer', active: true }, propagation: { confirmed: true } } });
    expect((await side.as('ann', { role: 'administrator' }).get('/v1/me')).body).toMatchObject({ role: 'viewer' });
    expect(await side.store.read('acme/adam', 0)).toEqual([]);
  });

  it('deactivates a member, who then can do nothing here, and reactivates him', async () => {
    const { key: { keyId } } = await side.as('ann').create(NEW_KEY);
    const adam = side.as('adam', { role: 'administrator' });
    expect(await adam.put('/v1/members/ann', { active: false })).toMatchObject({ status: 200, body: { member: { userId: 'ann', role: 'analyst', active: false } } });
    const ann = side.as('ann', { role: 'administrator', email: 'ann@acme.example' });
    const answers = [
      await ann.get('/v1/me'), await ann.get('/v1/keys'), await ann.get(`/v1/keys/${keyId}`), await ann.get(`/v1/keys/${keyId}/history`), await ann.post('/v1/keys', NEW_KEY),
      await ann.post(`/v1/keys/${keyId}/rotate`), await ann.post(`/v1/keys/${keyId}/end-grace`), await ann.post(`/v1/keys/${keyId}/revoke`), await ann.post('/v1/keys/revoke-all'),
      await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 }), await ann.delete(`/v1/keys/${keyId}/reminder`),
      await ann.put('/v1/members/bob', { role: 'viewer' }), await ann.put('/v1/members/ann', { active: true }), await ann.post('/v1/members/bob/revoke-all-keys'),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [403, 'owner-inactive']));
    expect(await adam.put('/v1/members/ann', { active: true })).toMatchObject({ status: 200, body: { member: { active: true } } });
    expect((await ann.get('/v1/keys')).body.keys).toMatchObject([{ keyId, status: 'active' }]);
  });

  it('revokes all keys of a member', async () => {
    await side.as('ann').create(NEW_KEY);
    expect(await side.as('adam', { role: 'administrator' }).post('/v1/members/ann/revoke-all-keys', { reason: 'left' })).toMatchObject({ status: 200, body: { revoked: 1 } });
    expect((await side.as('ann').get('/v1/keys?include=revoked')).body.keys).toMatchObject([{ status: 'revoked', revokedReason: 'left' }]);
  });

  it.each([
    ['changes his own role', '/v1/members/adam', { role: 'analyst' }],
    ['assigns owner', '/v1/members/ann', { role: 'owner' }],
    ['changes an owner’s role', '/v1/members/olga', { role: 'viewer' }],
    ['deactivates an owner', '/v1/members/olga', { active: false }],
    ['reaches into another organisation', '/v1/members/ann?orgId=other', { role: 'viewer' }],
  ])('never %s', async (_, path, body) => {
    await side.as('olga', { role: 'owner' }).create(NEW_KEY);
    expect(await side.as('adam', { role: 'administrator' }).put(path, body)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('never revokes the keys of an owner', async () => {
    await side.as('olga', { role: 'owner' }).create(NEW_KEY);
    expect(await side.as('adam', { role: 'administrator' }).post('/v1/members/olga/revoke-all-keys')).toMatchObject({ status: 403 });
  });

  it('whose role was taken away manages nobody, with whatever token', async () => {
    await side.as('olga', { role: 'owner' }).put('/v1/members/adam', { role: 'member' });
    expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { role: 'viewer' })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('gets 202 while taking rights away is not confirmed, and 200 for giving them', async () => {
    side.barrier.confirmed = false;
    const adam = side.as('adam', { role: 'administrator' });
    expect(await adam.put('/v1/members/ann', { role: 'viewer' })).toMatchObject({ status: 202, body: { member: { role: 'viewer' }, propagation: { confirmed: false } } });
    expect(await adam.put('/v1/members/ann', { active: false })).toMatchObject({ status: 202 });
    expect(await adam.post('/v1/members/ann/revoke-all-keys')).toMatchObject({ status: 202 });
    expect(await adam.put('/v1/members/ann', { active: true })).toMatchObject({ status: 200, body: { propagation: { confirmed: false } } });
  });

  it.each([{}, { role: 'viewer', active: true }, { role: null, active: null }, { role: 'boss' }, { active: 'no' }, { name: 'x' }, undefined])('sends exactly one of role and active: %j is refused', async (body) => {
    expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', body)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });
});

describe('a service', () => {
  it('acts on members of the organisation that it names', async () => {
    await side.as('ann').create(NEW_KEY);
    expect(await side.asService().put('/v1/members/ann?orgId=acme', { role: 'viewer' })).toMatchObject({ status: 200, body: { member: { role: 'viewer' } } });
    expect(await side.asService().post('/v1/members/ann/revoke-all-keys?orgId=acme')).toMatchObject({ status: 200, body: { revoked: 1 } });
    expect((await side.store.read('acme/ann', 2)).flatMap(({ events }) => events.map(({ by }) => by))).toEqual(['service:host-product', 'service:host-product']);
  });

  it('must name it', async () => {
    expect(await side.asService().put('/v1/members/ann', { role: 'viewer' })).toMatchObject({ status: 400, body: { code: 'invalid-request', detail: expect.stringContaining('orgId') } });
  });

  it('has no keys of its own', async () => {
    expect(await side.asService().get('/v1/keys')).toMatchObject({ status: 401 });
  });
});

describe('the address of a member', () => {
  const path = (userId: string) => `/v1/members/${userId}/contact`;
  const ANN = { email: 'ann@acme.example' };
  const known = () => [...side.contacts.addresses.keys()];

  beforeEach(async () => {
    await side.contacts.remember('acme/ann', { ...ANN, name: null });
    await side.contacts.remember('acme/bob', { email: 'bob@acme.example', name: null });
  });

  it.each<[string, () => ReturnType<HttpSide['as']>, string]>([
    ['himself', () => side.as('ann', ANN), path('ann')],
    ['an administrator', () => side.as('adam', { role: 'administrator' }), path('ann')],
    ['an owner', () => side.as('olga', { role: 'owner' }), `${path('ann')}?orgId=acme`],
    ['a service', () => side.asService(), `${path('ann')}?orgId=acme`],
  ])('is erased by %s, and so it stays', async (_, caller, erasing) => {
    expect(await caller().delete(erasing)).toMatchObject({ status: 204, text: '' });
    expect((await caller().delete(erasing)).status).toBe(204);
    await side.as('ann', ANN).get('/v1/keys');
    expect(known()).toEqual(['acme/bob']);
    expect(await side.store.read('acme/ann', 0)).toEqual([]);
  });

  it.each<[string, () => ReturnType<HttpSide['as']>, string, number, string]>([
    ['another member', () => side.as('bob'), path('ann'), 403, 'forbidden'],
    ['an administrator of another organisation', () => side.as('adam', { role: 'administrator' }), `${path('ann')}?orgId=other`, 403, 'forbidden'],
    ['a service that names no organisation', () => side.asService(), path('ann'), 400, 'invalid-request'],
    ['a member with what is no user id', () => side.as('adam', { role: 'administrator' }), path('an%20n'), 400, 'invalid-request'],
  ])('is not erased by %s', async (_, caller, erasing, status, code) => {
    expect(await caller().delete(erasing)).toMatchObject({ status, body: { code } });
    expect(known()).toEqual(['acme/ann', 'acme/bob']);
  });

  it('of an owner is erased by himself or a service only', async () => {
    await side.as('olga', { role: 'owner' }).create(NEW_KEY);
    expect(await side.as('adam', { role: 'administrator' }).delete(path('olga'))).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await side.as('olga', { role: 'owner' }).delete(path('olga'))).status).toBe(204);
    expect((await side.asService().delete(`${path('olga')}?orgId=acme`)).status).toBe(204);
  });

  it('is not erased by a member who is deactivated, nor with fields', async () => {
    await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { active: false });
    expect(await side.as('ann').delete(path('ann'))).toMatchObject({ status: 403, body: { code: 'owner-inactive' } });
    expect(await side.as('bob').delete(path('bob'), { email: 'bob@acme.example' })).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(known()).toEqual(['acme/ann', 'acme/bob']);
  });
});

it('where tokens are the authority, a role is not changed here', async () => {
  await side.close();
  side = await HttpSide.start({ roleSource: 'token' });
  expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { role: 'viewer' })).toMatchObject({ status: 409, body: { code: 'role-from-token' } });
  expect(await side.as('adam', { role: 'administrator' }).put('/v1/members/ann', { active: false })).toMatchObject({ status: 200 });
});

it('who I am: role permissions and baseline apart, and what keys inherit', async () => {
  const { body } = await side.as('ann', { role: 'analyst' }).get('/v1/me');
  expect(body).toMatchObject({ ownerId: 'acme/ann', orgId: 'acme', role: 'analyst', baseline: ['account.view', 'usage.view', 'account.edit'] });
  expect(body.rolePermissions).toHaveLength(14);
  expect(body.scopes['read-write']).toHaveLength(17);
  expect(body.scopes['read-only']).not.toContain('dashboards.create');
});
