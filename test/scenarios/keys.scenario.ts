import { afterAll, describe, expect, it } from '@jest/globals';
import { keyList } from '../kit/shapes.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const system = await start({ env: { MAX_KEYS_PER_OWNER: '4' } });
afterAll(() => system.stop());

describe('the list of keys', () => {
  it("shows the caller's own, newest first, and what they just did", async () => {
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
    expect(await alice.listKeys('?include=revoked')).toEqual([
      expect.objectContaining({ keyId: key.keyId, status: 'revoked', revokedReason: 'not needed any more' }),
    ]);
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
        ['GET', ''],
        ['GET', '/history'],
        ['POST', '/rotate'],
        ['POST', '/end-grace'],
        ['POST', '/revoke'],
        ['POST', '/pause'],
        ['POST', '/resume'],
        ['PATCH', ''],
      ] as const) {
        const answer = await system
          .as(stranger)
          .request(
            method,
            `/v1/keys/${key.keyId}${path}`,
            method === 'POST' ? { body: {} } : method === 'PATCH' ? { body: { name: 'mine' } } : {},
          );
        expect([path, answer.status, answer.body]).toEqual([
          path,
          404,
          expect.objectContaining({ code: 'key-not-found' }),
        ]);
      }
    }
  });

  it('that is revoked can be revoked again, but not rotated', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    await alice.revoke(key.keyId, { reason: 'leaked' });
    const again = await alice.revoke(key.keyId, { reason: 'really' });
    expect(again).toMatchObject({
      key: { status: 'revoked', revokedReason: 'leaked' },
      propagation: { confirmed: true },
    });
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

describe('a change of a key', () => {
  const inHours = (hours: number) => new Date(system.now().getTime() + hours * 3_600_000).toISOString();

  it('renames it, and stands in its history', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key, secret } = await alice.createKey({ name: 'Zapier' });
    expect(await alice.changeKey(key.keyId, { name: 'Zapier Integration' })).toMatchObject({
      key: { ...key, name: 'Zapier Integration' },
      propagation: { confirmed: true },
    });
    expect((await alice.listKeys())[0]?.name).toBe('Zapier Integration');
    expect((await system.verify({ key: secret })).code).toBe('valid');
    expect((await alice.history(key.keyId)).map(({ type, details }) => [type, details['name']])).toEqual([
      ['KeyCreated', 'Zapier'],
      ['KeyRenamed', 'Zapier Integration'],
    ]);
  });

  it('of its expiry counts at once, for every secret that still works, both ways', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const old = await alice.createKey();
    const { key, secret } = await alice.rotate(old.key.keyId, { graceHours: 48 });
    const codes = async () => (await system.verifyAll([{ key: old.secret }, { key: secret }])).map(({ code }) => code);
    const expiresAt = inHours(2);
    expect(await alice.changeKey(key.keyId, { expiresAt })).toMatchObject({
      key: { expiresAt, credentials: [{ activeUntil: expiresAt }, { activeUntil: expiresAt }] },
      propagation: { confirmed: true },
    });
    expect(await system.verify({ key: secret })).toMatchObject({ code: 'valid', expiresAt });
    await system.passHours(3);
    expect(await codes()).toEqual(['expired', 'expired']);
    expect((await alice.changeKey(key.keyId, { expiresAt: null })).key).toMatchObject({
      status: 'active',
      expiresAt: null,
    });
    expect(await codes()).toEqual(['grace-ended', 'valid']);
    expect(await system.verify({ key: secret })).toMatchObject({ expiresAt: null });
  });

  it('needs something to change, in a key that is not revoked', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    await expect(alice.changeKey(key.keyId, {})).rejects.toMatchObject({ status: 400, code: 'invalid-request' });
    await expect(alice.changeKey(key.keyId, { expiresAt: inHours(-1) })).rejects.toMatchObject({
      status: 400,
      code: 'invalid-request',
    });
    await alice.revoke(key.keyId);
    await expect(alice.changeKey(key.keyId, { name: 'Feed' })).rejects.toMatchObject({
      status: 409,
      code: 'key-revoked',
    });
  });
});

describe('a paused key', () => {
  it('is refused with every secret it has until it is resumed, also one that a rotation issues meanwhile', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const first = await alice.createKey();
    const { keyId } = first.key;
    const second = await alice.rotate(keyId);
    expect((await system.verify({ key: first.secret })).code).toBe('valid');
    expect(await alice.pause(keyId)).toMatchObject({ key: { status: 'paused' }, propagation: { confirmed: true } });
    const third = await alice.rotate(keyId);
    const codes = async () =>
      (await system.verifyAll([first, second, third].map(({ secret: key }) => ({ key })))).map(({ code }) => code);
    expect(await codes()).toEqual(['paused', 'paused', 'paused']);
    const refused = await system.authorize({ key: second.secret });
    expect([refused.status, refused.body]).toEqual([401, expect.objectContaining({ code: 'paused' })]);
    expect((await alice.pause(keyId)).key.status).toBe('paused');
    expect(await alice.resume(keyId)).toMatchObject({ key: { status: 'active' }, propagation: { confirmed: true } });
    expect(await codes()).toEqual(['valid', 'valid', 'valid']);
    expect((await alice.history(keyId)).map(({ type }) => type)).toEqual([
      'KeyCreated',
      'KeyRotated',
      'KeyPaused',
      'KeyRotated',
      'KeyResumed',
    ]);
  });

  it('counts against the limit, and is revoked alone or with all others', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const keys = [];
    for (let count = 0; count < 4; count++) keys.push(await alice.createKey());
    for (const { key } of keys) await alice.pause(key.keyId);
    await expect(alice.createKey()).rejects.toMatchObject({ status: 409, code: 'key-limit-reached' });
    expect((await alice.revoke(keys[0]?.key.keyId ?? '')).key.status).toBe('revoked');
    expect((await alice.revokeAll()).revoked).toBe(3);
    expect(new Set((await system.verifyAll(keys.map(({ secret: key }) => ({ key })))).map(({ code }) => code))).toEqual(
      new Set(['revoked']),
    );
    await expect(alice.resume(keys[1]?.key.keyId ?? '')).rejects.toMatchObject({ status: 409, code: 'key-revoked' });
  });
});

describe('the history of a key', () => {
  it('shows what, when and by whom, oldest first, and no digest', async () => {
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
      ...['KeyCreated', 'RotationReminderSet', 'KeyRotated', 'GraceEnded', 'RotationReminderCleared'].map((type) => [
        type,
        `user:acme/${alice.userId}`,
      ]),
      ['AllKeysRevoked', `user:acme/${bob.userId}`],
    ]);
    expect(events[0]).toMatchObject({ at: key.createdAt, details: { name: 'Zapier Integration', scope: 'read-only' } });
    expect(JSON.stringify(events)).not.toMatch(/digest|[0-9a-f]{64}/);
  });
});

describe('me', () => {
  it.each([
    ['viewer', 6],
    ['member', 8],
    ['analyst', 14],
    ['administrator', 29],
    ['owner', 35],
  ] as const)('a %s has %d role permissions, with the baseline apart', async (role, count) => {
    const user = person('somebody', role);
    const me = await system.as(user).me();
    expect(me).toMatchObject({
      ownerId: `acme/${user.userId}`,
      orgId: 'acme',
      name: user.name,
      email: user.email,
      role,
    });
    expect(await system.as(user, { name: undefined, email: undefined }).me()).toMatchObject({
      name: null,
      email: null,
    });
    expect(me.rolePermissions).toHaveLength(count);
    expect([...me.baseline].sort()).toEqual(['account.edit', 'account.view', 'usage.view']);
    expect(me.scopes['read-only']).toEqual(expect.arrayContaining(['reports.export', 'account.view', 'usage.view']));
    expect(me.scopes['read-only']).not.toContain('account.edit');
    expect(me.scopes['read-write']).toContain('account.edit');
  });

  it('the scopes never hold what needs the web interface', async () => {
    const { scopes } = await system.as(person('olivia', 'owner')).me();
    for (const denied of [
      'billing.manage',
      'subscription.manage',
      'api-keys.manage-all',
      'ownership.transfer',
      'organization.delete',
      'security.manage',
    ]) {
      expect(scopes['read-write']).not.toContain(denied);
    }
  });
});
