import { afterAll, describe, expect, it } from '@jest/globals';
import { keyList } from '../kit/shapes.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const system = await start({ env: { MAX_KEYS_PER_OWNER: '4' } });
afterAll(() => system.stop());

describe('the list of keys', () => {
  it('shows the caller\'s own, newest first, and what he just did', async () => {
    const alice = system.as(person('alice', 'analyst'));
    await system.as(person('bert', 'analyst')).createKey();
    const first = await alice.createKey({ name: 'first' });
    const second = await alice.createKey({ name: 'second' });
    expect((await alice.listKeys()).map((key) => key.keyId)).toEqual([second.key.keyId, first.key.keyId]);
    expect(await alice.listKeys()).toEqual([second.key, first.key]);
  });

  it('leaves revoked keys out unless they are asked for', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    await alice.revoke(key.keyId, { reason: 'not needed any more' });
    expect(await alice.listKeys()).toEqual([]);
    expect(await alice.listKeys('?include=revoked')).toEqual([expect.objectContaining({ keyId: key.keyId, status: 'revoked', revokedReason: 'not needed any more' })]);
  });

  it('comes in pages that hold every key once', async () => {
    const alice = system.as(person('alice', 'analyst'));
    for (const name of ['one', 'two', 'three']) await alice.createKey({ name });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = keyList.parse((await alice.request('GET', `/v1/keys?limit=2${query}`)).body);
      expect(page.keys.length).toBeLessThanOrEqual(2);
      names.push(...page.keys.map((key) => key.name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(['three', 'two', 'one']);
  });
});

describe('a key', () => {
  it('of another owner reads as if there were none, for every call', async () => {
    const { key } = await system.as(person('alice', 'analyst')).createKey();
    for (const stranger of [person('mallory', 'analyst'), person('bob', 'administrator'), person('olivia', 'owner')]) {
      for (const [method, path] of [
        ['GET', ''], ['GET', '/history'], ['POST', '/rotate'], ['POST', '/end-grace'], ['POST', '/revoke'],
      ] as const) {
        const answer = await system.as(stranger).request(method, `/v1/keys/${key.keyId}${path}`, method === 'POST' ? { body: {} } : {});
        expect([path, answer.status, answer.body]).toEqual([path, 404, expect.objectContaining({ code: 'key-not-found' })]);
      }
    }
  });

  it('that is revoked can be revoked again, but not rotated', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    await alice.revoke(key.keyId, { reason: 'leaked' });
    const again = await alice.revoke(key.keyId, { reason: 'really' });
    expect(again).toMatchObject({ key: { status: 'revoked', revokedReason: 'leaked' }, propagation: { confirmed: true } });
    await expect(alice.rotate(key.keyId)).rejects.toMatchObject({ status: 409, code: 'key-revoked' });
  });

  it('that has expired is shown as expired and cannot be rotated', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey({ expiresAt: new Date(system.now().getTime() + 3_600_000).toISOString() });
    await system.passHours(2);
    expect((await alice.showKey(key.keyId)).status).toBe('expired');
    await expect(alice.rotate(key.keyId)).rejects.toMatchObject({ status: 409, code: 'key-expired' });
  });

  it('has at most five live credentials; ending the grace makes room', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    for (let rotation = 0; rotation < 4; rotation++) await alice.rotate(key.keyId, { graceHours: 168 });
    await expect(alice.rotate(key.keyId)).rejects.toMatchObject({ status: 409, code: 'too-many-live-credentials' });
    await alice.endGrace(key.keyId);
    expect((await alice.rotate(key.keyId)).key.credentials).toHaveLength(6);
  });

  it('with graceHours 0 leaves no time to the one before', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { secret, key } = await alice.createKey();
    await alice.rotate(key.keyId, { graceHours: 0 });
    expect((await system.verify({ key: secret })).code).toBe('grace-ended');
  });

  it('is one of at most MAX_KEYS_PER_OWNER active ones; revoking makes room', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const keys = [];
    for (let count = 0; count < 4; count++) keys.push(await alice.createKey());
    await expect(alice.createKey()).rejects.toMatchObject({ status: 409, code: 'key-limit-reached' });
    await alice.revoke(keys[0]?.key.keyId ?? '');
    await alice.createKey();
  });
});

describe('the history of a key', () => {
  it('tells what, when and by whom, oldest first, and no digest', async () => {
    const alice = person('alice', 'analyst');
    const bob = person('bob', 'administrator');
    const mine = system.as(alice);
    const { key } = await mine.createKey({ name: 'Zapier Integration' });
    await mine.setReminder(key.keyId, 30);
    await mine.rotate(key.keyId);
    await mine.endGrace(key.keyId);
    await mine.clearReminder(key.keyId);
    await system.as(bob).revokeAllOf(alice.userId);
    const events = await mine.history(key.keyId);
    expect(events.map(({ type, by }) => [type, by])).toEqual([
      ...['KeyCreated', 'RotationReminderSet', 'KeyRotated', 'GraceEnded', 'RotationReminderCleared'].map((type) => [type, `user:acme/${alice.userId}`]),
      ['AllKeysRevoked', `user:acme/${bob.userId}`],
    ]);
    expect(events[0]).toMatchObject({ at: key.createdAt, details: { name: 'Zapier Integration', scope: 'read-only' } });
    expect(JSON.stringify(events)).not.toMatch(/digest|[0-9a-f]{64}/);
  });
});

describe('me', () => {
  it.each([['viewer', 6], ['member', 8], ['analyst', 14], ['administrator', 29], ['owner', 35]] as const)('a %s has %d role permissions, with the baseline apart', async (role, count) => {
    const user = person('somebody', role);
    const me = await system.as(user).me();
    expect(me).toMatchObject({ ownerId: `acme/${user.userId}`, orgId: 'acme', role });
    expect(me.rolePermissions).toHaveLength(count);
    expect([...me.baseline].sort()).toEqual(['account.edit', 'account.view', 'usage.view']);
    expect(me.scopes['read-only']).toEqual(expect.arrayContaining(['reports.export', 'account.view', 'usage.view']));
    expect(me.scopes['read-only']).not.toContain('account.edit');
    expect(me.scopes['read-write']).toContain('account.edit');
  });

  it('the scopes never hold what needs the web interface', async () => {
    const { scopes } = await system.as(person('olivia', 'owner')).me();
    for (const denied of ['billing.manage', 'subscription.manage', 'api-keys.manage-all', 'ownership.transfer', 'organization.delete', 'security.manage']) {
      expect(scopes['read-write']).not.toContain(denied);
    }
  });
});
