import { afterEach, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'A key', scope: 'read-only' };
const REFUSED = { status: 429, headers: { 'retry-after': '30' }, body: { code: 'too-many-requests', retryAfter: 30 } };

let side: HttpSide;
afterEach(() => side.close());

it('changes beyond the limit of a person are refused with the time to wait, retries too, and nobody else’s', async () => {
  side = await HttpSide.start({ mutationsPerMinute: 2 });
  const [ann, bob] = [side.as('ann'), side.as('bob')];
  const retried = () => ann.post('/v1/keys', NEW_KEY, { 'idempotency-key': 'once' });
  expect([await retried(), await retried()]).toMatchObject([{ status: 201 }, { status: 201 }]);
  expect(await retried()).toMatchObject(REFUSED);
  const {
    body: {
      keys: [key],
    },
  } = await ann.get('/v1/keys');
  const keyId = String(key?.keyId);
  expect(await ann.post(`/v1/keys/${keyId}/rotate`)).toMatchObject(REFUSED);
  expect(await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 })).toMatchObject(REFUSED);
  expect(await ann.delete(`/v1/keys/${keyId}/reminder`)).toMatchObject(REFUSED);
  expect(await ann.get(`/v1/keys/${keyId}`)).toMatchObject({ status: 200 });
  expect(await bob.post('/v1/keys', NEW_KEY)).toMatchObject({ status: 201 });
});

it('whoever may change nothing more can still give a member a lower role, and no higher or other one', async () => {
  side = await HttpSide.start({ mutationsPerMinute: 2, roleSource: 'members' });
  await side.as('bob').get('/v1/me');
  const adam = side.as('adam', { role: 'administrator' });
  await adam.create(NEW_KEY);
  await adam.create(NEW_KEY);
  expect(await adam.put('/v1/members/bob', { role: 'analyst' })).toMatchObject(REFUSED);
  expect(await adam.put('/v1/members/bob', { role: 'viewer' })).toMatchObject({
    status: 200,
    body: { member: { role: 'viewer' } },
  });
  expect(await adam.put('/v1/members/bob', { role: 'member' })).toMatchObject(REFUSED);
  for (const unknown of ['nobody', '%00'])
    expect(await adam.put(`/v1/members/${unknown}`, { role: 'viewer' })).toMatchObject(REFUSED);
  for (const body of [{ role: 'king' }, { role: 'viewer', active: true }, {}])
    expect(await adam.put('/v1/members/bob', body)).toMatchObject(REFUSED);
});

it('whoever may change nothing more can still take rights away', async () => {
  side = await HttpSide.start({ mutationsPerMinute: 2 });
  const bob = side.as('bob');
  await bob.create(NEW_KEY);
  const adam = side.as('adam', { role: 'administrator' });
  const {
    key: { keyId },
  } = await adam.create(NEW_KEY);
  await adam.create(NEW_KEY);
  expect(await adam.post('/v1/keys', NEW_KEY)).toMatchObject(REFUSED);
  expect(await adam.put('/v1/members/bob', { active: true })).toMatchObject(REFUSED);
  const taken = [
    await adam.post(`/v1/keys/${keyId}/end-grace`),
    await adam.post(`/v1/keys/${keyId}/revoke`),
    await adam.post('/v1/keys/revoke-all'),
    await adam.post('/v1/members/bob/revoke-all-keys'),
    await adam.put('/v1/members/bob', { active: false }),
  ];
  expect(taken.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await side.asService().put('/v1/members/bob?orgId=acme', { active: true })).toMatchObject({ status: 200 });
});

it('changes beyond the limit of an hour are refused by a code of their own, with the time to wait', async () => {
  side = await HttpSide.start({ mutationsPerHour: 1 });
  const ann = side.as('ann');
  const {
    key: { keyId },
  } = await ann.create(NEW_KEY);
  const refused = {
    status: 429,
    headers: { 'retry-after': '3600' },
    body: { code: 'change-limit-reached', retryAfter: 3600 },
  };
  expect(await ann.post('/v1/keys', NEW_KEY)).toMatchObject(refused);
  expect(await ann.post(`/v1/keys/${keyId}/rotate`)).toMatchObject(refused);
  expect(await ann.patch(`/v1/keys/${keyId}`, { name: 'another' })).toMatchObject(refused);
  expect(await ann.put(`/v1/keys/${keyId}/reminder`, { intervalDays: 30 })).toMatchObject({ status: 422 });
  expect(await side.as('bob').post('/v1/keys', NEW_KEY)).toMatchObject({ status: 201 });
  expect(await ann.post(`/v1/keys/${keyId}/pause`)).toMatchObject({ status: 200 });
  expect(await ann.post(`/v1/keys/${keyId}/resume`)).toMatchObject(refused);
  expect(await ann.post(`/v1/keys/${keyId}/revoke`)).toMatchObject({ status: 200 });
});

it('changes of members beyond the limit of an hour are refused, of services too, but for what takes rights away', async () => {
  side = await HttpSide.start({ memberChangesPerHour: 2 });
  const refused = {
    status: 429,
    headers: { 'retry-after': '1800' },
    body: { code: 'change-limit-reached', retryAfter: 1800 },
  };
  const host = side.asService();
  const change = (body: object) => host.put('/v1/members/bob?orgId=acme', body);
  expect(await change({ role: 'viewer' })).toMatchObject({ status: 200 });
  expect(await change({ role: 'member' })).toMatchObject({ status: 200 });
  expect(await change({ role: 'administrator' })).toMatchObject(refused);
  expect(await change({ role: 'viewer' })).toMatchObject({ status: 200 });
  expect(await change({ active: false })).toMatchObject({ status: 200 });
  expect(await host.post('/v1/members/bob/revoke-all-keys?orgId=acme')).toMatchObject({ status: 200 });
  expect(await change({ active: true })).toMatchObject(refused);
  expect(await side.as('ann').post('/v1/keys', NEW_KEY)).toMatchObject({ status: 201 });
});

it('a key beyond all that an owner may ever have had is refused by a code of its own', async () => {
  side = await HttpSide.start({ maxKeysEverPerOwner: 1 });
  const ann = side.as('ann');
  const {
    key: { keyId },
  } = await ann.create(NEW_KEY);
  await ann.post(`/v1/keys/${keyId}/revoke`);
  expect(await ann.post('/v1/keys', NEW_KEY)).toMatchObject({
    status: 409,
    body: { code: 'keys-ever-limit-reached' },
  });
});
