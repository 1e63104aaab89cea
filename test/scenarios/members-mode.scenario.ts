import { afterAll, describe, expect, it } from '@jest/globals';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

/** Roles that are set here: ROLE_SOURCE=members. */

const system = await start({ env: { ROLE_SOURCE: 'members' } });
afterAll(() => system.stop());

const mayCreateDashboards = async (key: string) => (await system.verify({ key, permission: 'dashboards.create' })).code;

async function member(name: string, role: User['role'] = 'analyst'): Promise<User> {
  const user = person(name, role);
  await system.as(user).listKeys();
  return user;
}

it.each(['administrator', 'owner'] as const)(
  'an %s sets a role, and it reaches the keys at once, both ways',
  async (role) => {
    const alice = person('alice', 'analyst');
    const boss = system.as(person('boss', role));
    const { secret } = await system.as(alice).createKey({ scope: 'read-write' });
    expect((await boss.setMember(alice.userId, { role: 'viewer' })).member).toEqual({
      userId: alice.userId,
      role: 'viewer',
      active: true,
      known: true,
      keys: 0,
    });
    expect(await mayCreateDashboards(secret)).toBe('permission-denied');
    await boss.setMember(alice.userId, { role: 'analyst' });
    expect(await mayCreateDashboards(secret)).toBe('valid');
  },
);

it('a token seeds the role at the first call, and changes it never: the keys keep what is set', async () => {
  const alice = await member('alice', 'analyst');
  const { secret } = await system.as(alice).createKey({ scope: 'read-write' });
  await system.passHours(1);
  await system.as(alice, { role: 'owner' }).createKey();
  expect(await system.asService().member(alice.userId, '?orgId=acme')).toMatchObject({ role: 'analyst' });
  await system.as(alice, { role: 'viewer' }).me();
  expect(await mayCreateDashboards(secret)).toBe('valid');
});

describe('what a person may do is the lesser of what is set and what the token says', () => {
  it('for who they are and for managing others', async () => {
    const former = await member('former', 'administrator');
    const alice = await member('alice');
    const viewer = { role: 'viewer' };
    expect(await system.as(former, viewer).me()).toMatchObject({ role: 'viewer' });
    for (const call of [
      () => system.as(former, viewer).setMember(alice.userId, { role: 'member' }),
      () => system.as(former, viewer).setMember(alice.userId, { active: false }),
      () => system.as(former, viewer).revokeAllOf(alice.userId),
      () => system.as(former, viewer).eraseContactOf(alice.userId),
      () => system.as(former, viewer).member(alice.userId),
    ])
      await expect(call()).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    await system.as(person('boss', 'owner')).setMember(former.userId, { role: 'viewer' });
    await expect(system.as(former).setMember(alice.userId, { role: 'member' })).rejects.toMatchObject({
      status: 403,
      code: 'forbidden',
    });
  });

  it('in the protected API, too', async () => {
    const alice = await member('alice', 'analyst');
    const create = async (claims?: object) =>
      (
        await system.callApi('/api/dashboards', {
          method: 'POST',
          body: { name: 'Sales' },
          headers: { authorization: `Bearer ${await system.tokenOf(alice, { ...claims })}` },
        })
      ).status;
    expect([await create({ role: 'viewer' }), await create({ role: 'owner' })]).toEqual([403, 201]);
    await system.as(person('boss', 'owner')).setMember(alice.userId, { role: 'viewer' });
    expect(await create()).toBe(403);
  });

  it('and a metric counts the calls whose token says otherwise', async () => {
    const alice = await member('alice', 'analyst');
    const counted = async () =>
      [...(await system.metrics()).matchAll(/^keyward_role_differences_total (\d+)$/gm)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
    const before = await counted();
    await system.as(alice, { role: 'viewer' }).me();
    expect(await counted()).toBe(before + 1);
  });
});

describe('nobody', () => {
  it('sets the role of an owner who has only looked, nor makes an owner', async () => {
    const olivia = await member('olivia', 'owner');
    const alice = await member('alice');
    const bob = system.as(person('bob', 'administrator'));
    await expect(bob.setMember(olivia.userId, { role: 'viewer' })).rejects.toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    await expect(bob.setMember(alice.userId, { role: 'owner' })).rejects.toMatchObject({
      status: 403,
      code: 'forbidden',
    });
  });

  it('sets the role of somebody whom Keyward has not seen', async () => {
    const { userId } = person('mistyped', 'viewer');
    await expect(system.as(person('bob', 'administrator')).setMember(userId, { role: 'viewer' })).rejects.toMatchObject(
      { status: 404, code: 'member-unknown' },
    );
  });

  it('but a service: it makes an owner, and undoes it', async () => {
    const alice = await member('alice');
    const service = system.asService();
    expect((await service.setMember(alice.userId, { role: 'owner' }, '?orgId=acme')).member.role).toBe('owner');
    expect((await service.setMember(alice.userId, { role: 'analyst' }, '?orgId=acme')).member.role).toBe('analyst');
  });
});
