import { afterAll, describe, expect, it } from '@jest/globals';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

/**
 * Who may do what to whom, and what it does to keys; with roles from tokens and from the host product, as they are by
 * default.
 */

const system = await start();
afterAll(() => system.stop());

const IN_ACME = '?orgId=acme';
const mayCreateDashboards = async (key: string) => (await system.verify({ key, permission: 'dashboards.create' })).code;

/** Somebody of whom Keyward knows since they looked at their keys. */
async function member(name: string, role: User['role'] = 'analyst', orgId = 'acme'): Promise<User> {
  const user = person(name, role, orgId);
  await system.as(user).listKeys();
  return user;
}

describe('a change of role by the host product', () => {
  it('reaches the keys at once, both ways, and stands in their history', async () => {
    const alice = person('alice', 'analyst');
    const hostProduct = system.asService();
    const { key, secret } = await system.as(alice).createKey({ scope: 'read-write' });
    expect((await hostProduct.setMember(alice.userId, { role: 'viewer' }, IN_ACME)).member).toEqual({
      userId: alice.userId,
      role: 'viewer',
      active: true,
      known: true,
      keys: 0,
    });
    expect(await mayCreateDashboards(secret)).toBe('permission-denied');
    await hostProduct.setMember(alice.userId, { role: 'analyst' }, IN_ACME);
    expect(await mayCreateDashboards(secret)).toBe('valid');
    expect(
      (await system.as(alice).history(key.keyId)).map(({ type, by, details }) => [type, by, details['role']]),
    ).toEqual([
      ['KeyCreated', `user:acme/${alice.userId}`, undefined],
      ['OwnerRoleChanged', 'service:host-product', 'viewer'],
      ['OwnerRoleChanged', 'service:host-product', 'analyst'],
    ]);
  });

  it('counts for management rights too: a token from before uses nothing that was taken away', async () => {
    const former = await member('former', 'administrator');
    const alice = await member('alice');
    await system.asService().setMember(former.userId, { role: 'viewer' }, IN_ACME);
    expect(await system.as(former).me()).toMatchObject({ role: 'viewer' });
    await expect(system.as(former).setMember(alice.userId, { active: false })).rejects.toMatchObject({
      status: 403,
      code: 'forbidden',
    });
  });

  it('can be set before the member ever came; a newer token says otherwise', async () => {
    const alice = person('alice', 'administrator');
    expect((await system.asService().setMember(alice.userId, { role: 'viewer' }, IN_ACME)).member).toMatchObject({
      role: 'viewer',
      known: false,
    });
    expect((await system.as(alice).me()).role).toBe('viewer');
    expect(await system.asService().member(alice.userId, IN_ACME)).toMatchObject({ role: 'viewer', known: true });
    await system.passHours(1);
    expect((await system.as(alice).me()).role).toBe('administrator');
  });

  it('that was made already is not shown twice', async () => {
    const alice = person('alice', 'analyst');
    const { key } = await system.as(alice).createKey();
    await system.asService().setMember(alice.userId, { role: 'viewer' }, IN_ACME);
    const { propagation } = await system.asService().setMember(alice.userId, { role: 'viewer' }, IN_ACME);
    expect(propagation.confirmed).toBe(true);
    expect(await system.as(alice).history(key.keyId)).toHaveLength(2);
  });
});

describe('a demotion at the identity provider', () => {
  it.each<[string, (user: User) => Promise<unknown>]>([
    ['asks who they are', (user) => system.as(user, { role: 'viewer' }).me()],
    ['lists their keys', (user) => system.as(user, { role: 'viewer' }).listKeys()],
    ['asks for what is not there', (user) => system.as(user, { role: 'viewer' }).request('GET', '/v1/keys/none')],
    [
      'calls the protected API while signed in',
      async (user) =>
        system.callApi('/api/data-sources/', {
          headers: { authorization: `Bearer ${await system.tokenOf(user, { role: 'viewer' })}` },
        }),
    ],
  ])('reaches the keys when the person %s, and no older token undoes it', async (_, next) => {
    const alice = person('alice', 'analyst');
    const { secret } = await system.as(alice).createKey({ scope: 'read-write' });
    const older = await system.tokenOf(alice, { role: 'owner' });
    await system.passHours(0.5);
    await next(alice);
    expect(await mayCreateDashboards(secret)).toBe('permission-denied');
    await system.asService(older).me();
    expect(await mayCreateDashboards(secret)).toBe('permission-denied');
  });
});

describe('deactivation', () => {
  it('stops every key and the management at once, until reactivation; both say how many keys', async () => {
    const alice = person('alice', 'analyst');
    const bob = system.as(person('bob', 'administrator'));
    const { secret, key } = await system.as(alice).createKey();
    expect((await bob.setMember(alice.userId, { active: false })).member).toMatchObject({ active: false, keys: 1 });
    expect((await system.verify({ key: secret })).code).toBe('owner-inactive');
    expect((await system.callApi('/api/data-sources/', { key: secret })).status).toBe(401);
    for (const call of [system.as(alice).listKeys(), system.as(alice).createKey(), system.as(alice).me()]) {
      await expect(call).rejects.toMatchObject({ status: 403, code: 'owner-inactive' });
    }
    expect((await bob.setMember(alice.userId, { active: true })).member).toMatchObject({ active: true, keys: 1 });
    expect((await system.verify({ key: secret })).code).toBe('valid');
    expect((await system.as(alice).history(key.keyId)).map(({ type }) => type)).toEqual([
      'KeyCreated',
      'OwnerDeactivated',
      'OwnerReactivated',
    ]);
  });

  it('can end for good: who is reactivated with keys: "revoke" has none of the old ones', async () => {
    const alice = person('alice', 'analyst');
    const bob = system.as(person('bob', 'administrator'));
    const { secret } = await system.as(alice).createKey();
    await bob.setMember(alice.userId, { active: false });
    expect((await bob.setMember(alice.userId, { active: true, keys: 'revoke' })).member).toMatchObject({
      active: true,
      keys: 1,
    });
    expect((await system.verify({ key: secret })).code).toBe('revoked');
    expect((await system.verify({ key: (await system.as(alice).createKey()).secret })).code).toBe('valid');
  });

  it('of an administrator takes their power over others', async () => {
    const former = await member('former', 'administrator');
    await system.as(person('bob', 'administrator')).setMember(former.userId, { active: false });
    await expect(system.as(former).setMember('someone', { active: false })).rejects.toMatchObject({
      status: 403,
      code: 'owner-inactive',
    });
  });
});

describe('revoking all keys of a member', () => {
  it('stops them all, and says how many worked', async () => {
    const alice = person('alice', 'analyst');
    const keys = [await system.as(alice).createKey(), await system.as(alice).createKey()];
    const gone = await system.as(alice).createKey();
    await system.as(alice).revoke(gone.key.keyId);
    expect((await system.as(person('bob', 'administrator')).revokeAllOf(alice.userId)).revoked).toBe(2);
    expect((await system.verifyAll(keys.map(({ secret }) => ({ key: secret })))).map((each) => each.code)).toEqual([
      'revoked',
      'revoked',
    ]);
  });

  it('is an entry in the history that names who did it', async () => {
    const alice = person('alice', 'analyst');
    const bob = person('bob', 'administrator');
    const { key } = await system.as(alice).createKey();
    await system.as(bob).revokeAllOf(alice.userId);
    expect((await system.as(alice).history(key.keyId)).at(-1)).toMatchObject({ by: `user:acme/${bob.userId}` });
  });
});

describe('a service of SERVICE_TOKENS', () => {
  it('cuts off an owner of the organisation: role, activation and keys', async () => {
    const olivia = person('olivia', 'owner');
    const service = system.asService();
    const { secret, key } = await system.as(olivia).createKey({ scope: 'read-write' });
    expect((await service.setMember(olivia.userId, { role: 'viewer' }, IN_ACME)).member).toMatchObject({
      role: 'viewer',
    });
    expect(await mayCreateDashboards(secret)).toBe('permission-denied');
    expect((await service.setMember(olivia.userId, { active: false }, IN_ACME)).member).toMatchObject({
      active: false,
      keys: 1,
    });
    expect(await mayCreateDashboards(secret)).toBe('owner-inactive');
    expect((await service.revokeAllOf(olivia.userId, IN_ACME)).revoked).toBe(1);
    expect((await service.setMember(olivia.userId, { active: true }, IN_ACME)).member).toMatchObject({
      active: true,
      keys: 0,
    });
    expect((await system.verify({ key: secret })).code).toBe('revoked');
    expect((await system.as(olivia).history(key.keyId)).at(-1)).toMatchObject({
      type: 'AllKeysRevoked',
      by: 'service:host-product',
    });
  });

  it('must name the organisation', async () => {
    await expect(system.asService().setMember('somebody', { role: 'viewer' })).rejects.toMatchObject({
      status: 400,
      code: 'invalid-request',
    });
  });

  it("is not let in with a wrong token, nor with the right one to a person's keys", async () => {
    await expect(
      system.asService('not-a-token-of-any-service').setMember('somebody', { role: 'viewer' }, IN_ACME),
    ).rejects.toMatchObject({ status: 401 });
    await expect(system.asService().listKeys()).rejects.toMatchObject({ status: 401 });
  });

  it('learns that nobody has seen a name, and nothing comes of it', async () => {
    const { userId } = person('mistyped', 'viewer');
    expect(await system.asService().revokeAllOf(userId, IN_ACME)).toMatchObject({ revoked: 0, known: false });
    await expect(system.asService().member(userId, IN_ACME)).rejects.toMatchObject({
      status: 404,
      code: 'member-unknown',
    });
    expect((await system.asService().setMember(userId, { active: false }, IN_ACME)).member).toEqual({
      userId,
      role: null,
      active: false,
      known: false,
      keys: 0,
    });
  });
});

describe('who may', () => {
  it.each(['administrator', 'owner'] as const)('an %s of the organisation', async (role) => {
    const alice = await member('alice');
    const boss = system.as(person('boss', role));
    expect((await boss.setMember(alice.userId, { active: false })).member.active).toBe(false);
    expect(await boss.member(alice.userId)).toEqual({
      userId: alice.userId,
      role: 'analyst',
      active: false,
      known: true,
      keys: 0,
    });
  });

  it.each(['viewer', 'member', 'analyst'] as const)('not a %s', async (role) => {
    const alice = await member('alice');
    const somebody = system.as(person('somebody', role));
    for (const call of [
      () => somebody.setMember(alice.userId, { active: false }),
      () => somebody.revokeAllOf(alice.userId),
      () => somebody.member(alice.userId),
      () => somebody.memberHistory(alice.userId),
    ]) {
      await expect(call()).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it('nobody the role of anybody: it comes from the identity provider or the host product', async () => {
    const alice = await member('alice');
    await expect(system.as(person('boss', 'owner')).setMember(alice.userId, { role: 'viewer' })).rejects.toMatchObject({
      status: 409,
      code: 'role-from-token',
      detail: expect.stringMatching(/identity provider.*service token/),
    });
  });

  it.each(['administrator', 'owner'] as const)('no %s anything about themselves', async (role) => {
    const boss = person('boss', role);
    for (const call of [
      () => system.as(boss).setMember(boss.userId, { role: 'analyst' }),
      () => system.as(boss).setMember(boss.userId, { active: false }),
      () => system.as(boss).revokeAllOf(boss.userId),
    ]) {
      await expect(call()).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it('nobody touches an owner, who need only have looked once', async () => {
    for (const olivia of [await member('olivia', 'owner'), person('olivia', 'owner')]) {
      const { secret } = await system.as(olivia).createKey();
      const bob = system.as(person('bob', 'administrator'));
      for (const call of [
        () => bob.setMember(olivia.userId, { role: 'viewer' }),
        () => bob.setMember(olivia.userId, { active: false }),
        () => bob.revokeAllOf(olivia.userId),
        () => bob.eraseContactOf(olivia.userId),
      ]) {
        await expect(call()).rejects.toMatchObject({ status: 403, code: 'forbidden' });
      }
      expect((await system.verify({ key: secret })).code).toBe('valid');
    }
  });

  it('nobody does anything to a name that Keyward has not seen', async () => {
    const bob = system.as(person('bob', 'administrator'));
    const { userId } = person('mistyped', 'viewer');
    for (const call of [
      () => bob.setMember(userId, { active: false }),
      () => bob.revokeAllOf(userId),
      () => bob.eraseContactOf(userId),
      () => bob.member(userId),
      () => bob.memberHistory(userId),
    ]) {
      await expect(call()).rejects.toMatchObject({ status: 404, code: 'member-unknown' });
    }
  });

  it('nobody in another organisation: the same user id there is another person', async () => {
    const alice = person('alice', 'analyst');
    const { secret } = await system.as(alice).createKey();
    await system.as({ ...alice, orgId: 'globex' }).listKeys();
    const bob = system.as(person('bob', 'administrator', 'globex'));
    await bob.setMember(alice.userId, { active: false });
    await bob.revokeAllOf(alice.userId);
    expect((await system.verify({ key: secret })).code).toBe('valid');
  });

  it("acting on somebody writes nothing to one's own stream that one's token does not tell", async () => {
    const alice = await member('alice');
    const bob = person('bob', 'administrator');
    const { key } = await system.as(bob).createKey();
    await system.as(bob).setMember(alice.userId, { active: false });
    expect(await system.as(bob).history(key.keyId)).toHaveLength(1);
  });
});

it('the members of an organisation are listed to its managers and to services, in pages', async () => {
  const users = [
    await member('ada', 'viewer', 'initech'),
    await member('bea', 'analyst', 'initech'),
    await member('cid', 'owner', 'initech'),
  ];
  const cid = system.as({ ...person('cid', 'owner', 'initech'), userId: users[2]?.userId ?? '' });
  await system.asService().setMember(users[0]?.userId ?? '', { active: false }, '?orgId=initech');
  const first = await cid.listMembers('?limit=2');
  const second = await system.asService().listMembers(`?orgId=initech&cursor=${String(first.nextCursor)}`);
  expect([...first.members, ...second.members]).toEqual(
    users.map(({ userId, role }, index) => ({ userId, role, active: index > 0, keys: 0 })),
  );
  expect(await cid.listMembers('?search=BEA-')).toEqual({
    members: [{ userId: users[1]?.userId, role: 'analyst', active: true, keys: 0 }],
    nextCursor: null,
  });
});

describe('the history of a member', () => {
  it('shows managers and services what changed access, when and by whom, and no digest', async () => {
    const alice = person('alice', 'analyst');
    const bob = person('bob', 'administrator');
    const { key } = await system.as(alice).createKey();
    await system.as(bob).setMember(alice.userId, { active: false });
    await system.asService().setMember(alice.userId, { role: 'viewer' }, IN_ACME);
    await system.as(bob).setMember(alice.userId, { active: true, keys: 'revoke' });
    const events = await system.as(bob).memberHistory(alice.userId);
    expect(events.map(({ type, by }) => [type, by])).toEqual([
      ['OwnerRoleChanged', `user:acme/${alice.userId}`],
      ['KeyCreated', `user:acme/${alice.userId}`],
      ['OwnerDeactivated', `user:acme/${bob.userId}`],
      ['OwnerRoleChanged', 'service:host-product'],
      ['AllKeysRevoked', `user:acme/${bob.userId}`],
      ['OwnerReactivated', `user:acme/${bob.userId}`],
    ]);
    expect(events[1]).toMatchObject({ at: key.createdAt, details: { keyId: key.keyId } });
    expect(JSON.stringify(events)).not.toMatch(/digest|[0-9a-f]{64}/);
    expect(await system.asService().memberHistory(alice.userId, `${IN_ACME}&limit=2`)).toEqual(events.slice(0, 2));
  });
});
