import { afterAll, describe, expect, it } from '@jest/globals';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const system = await start();
afterAll(() => system.stop());

const mayCreateDashboards = async (key: string) => (await system.verify({ key, permission: 'dashboards.create' })).code;

describe('a change of role', () => {
  it('reaches the keys at once, both ways', async () => {
    const alice = person('alice', 'analyst');
    const bob = system.as(person('bob', 'administrator'));
    const { secret } = await system.as(alice).createKey({ scope: 'read-write' });
    expect((await bob.setMember(alice.userId, { role: 'viewer' })).member).toEqual({ userId: alice.userId, role: 'viewer', active: true });
    expect(await mayCreateDashboards(secret)).toBe('permission-denied');
    await bob.setMember(alice.userId, { role: 'analyst' });
    expect(await mayCreateDashboards(secret)).toBe('valid');
  });

  it('counts for management rights too: a token with the old role uses nothing that was taken away', async () => {
    const former = person('former', 'administrator');
    const alice = person('alice', 'analyst');
    await system.as(former).createKey();
    await system.as(person('bob', 'administrator')).setMember(former.userId, { role: 'viewer' });
    expect(await system.as(former).me()).toMatchObject({ role: 'viewer' });
    await expect(system.as(former).setMember(alice.userId, { role: 'viewer' })).rejects.toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('can be told before the member ever came, and then outranks the token', async () => {
    const alice = person('alice', 'administrator');
    await system.as(person('bob', 'administrator')).setMember(alice.userId, { role: 'viewer' });
    expect((await system.as(alice).me()).role).toBe('viewer');
  });

  it('that was made already changes nothing more', async () => {
    const alice = person('alice', 'analyst');
    const bob = system.as(person('bob', 'administrator'));
    const { key } = await system.as(alice).createKey();
    await bob.setMember(alice.userId, { role: 'viewer' });
    const { propagation } = await bob.setMember(alice.userId, { role: 'viewer' });
    expect(propagation.confirmed).toBe(true);
    expect(await system.as(alice).history(key.keyId)).toHaveLength(1);
  });
});

describe('deactivation', () => {
  it('stops every key and the management at once, until reactivation', async () => {
    const alice = person('alice', 'analyst');
    const bob = system.as(person('bob', 'administrator'));
    const { secret } = await system.as(alice).createKey();
    expect((await bob.setMember(alice.userId, { active: false })).member.active).toBe(false);
    expect((await system.verify({ key: secret })).code).toBe('owner-inactive');
    expect((await system.callApi('/api/data-sources/', { key: secret })).status).toBe(401);
    for (const call of [system.as(alice).listKeys(), system.as(alice).createKey(), system.as(alice).me()]) {
      await expect(call).rejects.toMatchObject({ status: 403, code: 'owner-inactive' });
    }
    await bob.setMember(alice.userId, { active: true });
    expect((await system.verify({ key: secret })).code).toBe('valid');
    expect(await system.as(alice).listKeys()).toHaveLength(1);
  });

  it('of an administrator takes his power over others', async () => {
    const former = person('former', 'administrator');
    await system.as(person('bob', 'administrator')).setMember(former.userId, { active: false });
    await expect(system.as(former).setMember('someone', { active: false })).rejects.toMatchObject({ status: 403, code: 'owner-inactive' });
  });
});

describe('revoking all keys of a member', () => {
  it('stops them all, and says how many worked', async () => {
    const alice = person('alice', 'analyst');
    const keys = [await system.as(alice).createKey(), await system.as(alice).createKey()];
    const gone = await system.as(alice).createKey();
    await system.as(alice).revoke(gone.key.keyId);
    expect((await system.as(person('bob', 'administrator')).revokeAllOf(alice.userId)).revoked).toBe(2);
    expect((await system.verifyAll(keys.map(({ secret }) => ({ key: secret })))).map((each) => each.code)).toEqual(['revoked', 'revoked']);
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
  it('pushes the host product\'s changes, and says in which organisation', async () => {
    const alice = person('alice', 'analyst');
    const service = system.asService();
    const { secret, key } = await system.as(alice).createKey({ scope: 'read-write' });
    await service.setMember(alice.userId, { role: 'viewer' }, '?orgId=acme');
    expect(await mayCreateDashboards(secret)).toBe('permission-denied');
    await service.setMember(alice.userId, { active: false }, '?orgId=acme');
    expect(await mayCreateDashboards(secret)).toBe('owner-inactive');
    await service.setMember(alice.userId, { active: true }, '?orgId=acme');
    expect((await service.revokeAllOf(alice.userId, '?orgId=acme')).revoked).toBe(1);
    expect((await system.as(alice).history(key.keyId)).at(-1)).toMatchObject({ type: 'AllKeysRevoked', by: 'service:host-product' });
  });

  it('must name the organisation', async () => {
    await expect(system.asService().setMember('somebody', { role: 'viewer' })).rejects.toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it('is not let in with a wrong token, nor with the right one to a person\'s keys', async () => {
    await expect(system.asService('not-a-token-of-any-service').setMember('somebody', { role: 'viewer' }, '?orgId=acme')).rejects.toMatchObject({ status: 401 });
    await expect(system.asService().listKeys()).rejects.toMatchObject({ status: 401 });
  });
});

describe('who may', () => {
  it('an administrator and an owner of the organisation', async () => {
    for (const role of ['administrator', 'owner'] as const) {
      const alice = person('alice', 'analyst');
      expect((await system.as(person('boss', role)).setMember(alice.userId, { role: 'member' })).member.role).toBe('member');
    }
  });

  it.each(['viewer', 'member', 'analyst'] as const)('not a %s', async (role) => {
    const alice = person('alice', 'analyst');
    const somebody = system.as(person('somebody', role));
    await expect(somebody.setMember(alice.userId, { active: false })).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    await expect(somebody.revokeAllOf(alice.userId)).rejects.toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('nobody his own role', async () => {
    for (const role of ['administrator', 'owner'] as const) {
      const boss = person('boss', role);
      await expect(system.as(boss).setMember(boss.userId, { role: 'analyst' })).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it('nobody assigns the role of an owner', async () => {
    for (const role of ['administrator', 'owner'] as const) {
      await expect(system.as(person('boss', role)).setMember('somebody', { role: 'owner' })).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it('nobody touches an owner', async () => {
    const olivia = person('olivia', 'owner');
    const { secret } = await system.as(olivia).createKey();
    const bob = system.as(person('bob', 'administrator'));
    await expect(bob.setMember(olivia.userId, { role: 'viewer' })).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    await expect(bob.setMember(olivia.userId, { active: false })).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    await expect(bob.revokeAllOf(olivia.userId)).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    expect((await system.verify({ key: secret })).code).toBe('valid');
  });

  it('nobody in another organisation: the same user id there is another person', async () => {
    const alice = person('alice', 'analyst');
    const { secret } = await system.as(alice).createKey();
    await system.as(person('bob', 'administrator', 'globex')).setMember(alice.userId, { active: false });
    await system.as(person('bob', 'administrator', 'globex')).revokeAllOf(alice.userId);
    expect((await system.verify({ key: secret })).code).toBe('valid');
  });

  it('acting on somebody writes nothing to one\'s own stream', async () => {
    const alice = person('alice', 'analyst');
    const bob = person('bob', 'administrator');
    const { key } = await system.as(bob).createKey();
    await system.as(bob).setMember(alice.userId, { active: false });
    expect(await system.as(bob).history(key.keyId)).toHaveLength(1);
  });
});
