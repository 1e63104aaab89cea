import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OwnerId, type Role } from '#contracts';
import { HttpSide } from './testing/http-side.js';

const NEW_KEY = { name: 'Feed', scope: 'read-only' };

let side: HttpSide;

beforeEach(async () => {
  side = await HttpSide.start();
});
afterEach(() => side.close());

async function rolesIn(ownerId: OwnerId): Promise<readonly Role[]> {
  return (await side.store.read(ownerId, 0)).flatMap(({ events }) =>
    events.flatMap(({ event }) => (event.type === 'OwnerRoleChanged' ? [event.role] : [])),
  );
}

describe('with ROLE_SOURCE=token, a demotion at the identity provider', () => {
  beforeEach(async () => {
    await side.as('ann', { role: 'administrator' }).create(NEW_KEY);
    side.clock.set('2026-01-01T01:00:00Z');
  });

  it.each<[string, (ann: ReturnType<HttpSide['as']>) => Promise<{ readonly status: number }>]>([
    ['who am I', (ann) => ann.get('/v1/me')],
    ['a list', (ann) => ann.get('/v1/keys')],
    ['a key that is not there', (ann) => ann.get('/v1/keys/none')],
    ['a body that is refused', (ann) => ann.post('/v1/keys', {})],
    ['a call about members that is refused', (ann) => ann.put('/v1/members/bob', { active: false })],
    ['the erasure of the address', (ann) => ann.delete('/v1/members/ann/contact')],
  ])('is stored and on its way to the keys with the next call, whatever it is: %s', async (_, call) => {
    await call(side.as('ann', { role: 'viewer' }));
    expect(await rolesIn('acme/ann')).toEqual(['administrator', 'viewer']);
    expect(side.barrier.asked.at(-1)).toEqual({ partition: 0, offset: 2 });
  });

  it('is stored once, however many calls come at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => side.as('ann', { role: 'viewer' }).get('/v1/me')),
    );
    expect(answers.map(({ status, body }) => [status, body.role])).toEqual(answers.map(() => [200, 'viewer']));
    expect(await rolesIn('acme/ann')).toEqual(['administrator', 'viewer']);
  });

  it('stays, whatever older token turns up', async () => {
    await side.as('ann', { role: 'viewer' }).get('/v1/me');
    side.clock.set('2026-01-01T00:59:59Z');
    const ann = side.as('ann', { role: 'administrator' });
    expect((await ann.get('/v1/me')).body).toMatchObject({ role: 'viewer' });
    expect(await ann.put('/v1/members/bob', { active: false })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(await rolesIn('acme/ann')).toEqual(['administrator', 'viewer']);
  });

  it('is not recorded of a deactivated person', async () => {
    await side.asService().put('/v1/members/ann?orgId=acme', { active: false });
    expect(await side.as('ann', { role: 'viewer' }).get('/v1/me')).toMatchObject({
      status: 403,
      body: { code: 'owner-inactive' },
    });
    expect(await rolesIn('acme/ann')).toEqual(['administrator']);
  });
});

describe('with ROLE_SOURCE=members', () => {
  beforeEach(async () => {
    await side.close();
    side = await HttpSide.start({ roleSource: 'members' });
  });

  it('the first call seeds the role, and no later token changes it', async () => {
    await side.as('ann', { role: 'administrator' }).get('/v1/keys');
    side.clock.set('2026-01-01T01:00:00Z');
    expect((await side.as('ann', { role: 'viewer' }).get('/v1/me')).body).toMatchObject({ role: 'viewer' });
    expect(await rolesIn('acme/ann')).toEqual(['administrator']);
  });

  it('who signs in with less manages nobody, however much is set', async () => {
    await side.as('ann', { role: 'administrator' }).get('/v1/keys');
    await side.as('bob').get('/v1/keys');
    for (const call of [
      () => side.as('ann', { role: 'viewer' }).put('/v1/members/bob', { active: false }),
      () => side.as('ann', { role: 'viewer' }).post('/v1/members/bob/revoke-all-keys'),
      () => side.as('ann', { role: 'viewer' }).delete('/v1/members/bob/contact'),
      () => side.as('ann', { role: 'viewer' }).get('/v1/members/bob'),
    ]) {
      expect(await call()).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  it('tokens that name another role than the one that is set are counted, and logged once for an owner', async () => {
    await side.as('ann', { role: 'analyst' }).get('/v1/me');
    for (let call = 0; call < 3; call++) await side.as('ann', { role: 'viewer' }).get('/v1/me');
    expect(await side.http.metrics.metrics()).toContain('keyward_role_differences_total 3');
    expect(
      side.logLines.filter((line) => line.includes('names another role') && line.includes('"acme/ann"')),
    ).toHaveLength(1);
  });
});
