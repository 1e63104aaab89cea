import { afterAll, describe, expect, it } from '@jest/globals';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

/**
 * The guide "API keys", section by section and sentence by sentence, as far as it is about what the API does. "Viewing
 * key activity" is activity.scenario.ts.
 */

const system = await start();
afterAll(() => system.stop());

const keyFor = async (user: User, scope: 'read-only' | 'read-write') =>
  (await system.as(user).createKey({ scope })).secret;
const ask = async (key: string, method: string, path: string) => (await system.authorize({ key, method, path })).status;
const callData = async (key: string) => (await system.callApi('/api/data-sources/', { key })).status;

describe('Overview', () => {
  it('API keys let you access data programmatically, without user name and password', async () => {
    const { secret } = await system.as(person('alice', 'analyst')).createKey();
    const answer = await system.callApi('/api/data-sources/', { key: secret });
    expect(answer.status).toBe(200);
    expect(answer.body).toBeDefined();
  });

  it('each key can be scoped, and is tied to your user account', async () => {
    const alice = person('alice', 'analyst');
    const { secret, key } = await system.as(alice).createKey({ scope: 'read-only' });
    expect(await system.verify({ key: secret })).toMatchObject({
      valid: true,
      keyId: key.keyId,
      scope: 'read-only',
      ownerId: `acme/${alice.userId}`,
      orgId: 'acme',
    });
  });
});

describe('Creating an API key', () => {
  it.each(['Zapier Integration', 'Weekly Report Script', 'BI Dashboard Feed'])(
    'takes a descriptive name: %s',
    async (name) => {
      const alice = person('alice', 'analyst');
      const { key } = await system.as(alice).createKey({ name });
      expect(await system.as(alice).listKeys()).toEqual([
        expect.objectContaining({ keyId: key.keyId, name, status: 'active' }),
      ]);
    },
  );

  it.each(['read-only', 'read-write'] as const)('lets you select the scope %s', async (scope) => {
    expect((await system.as(person('alice', 'analyst')).createKey({ scope })).key.scope).toBe(scope);
  });

  it('the expiration date is optional; with one, the key works until then and not after', async () => {
    const expiresAt = new Date(system.now().getTime() + 7 * 86_400_000).toISOString();
    const { secret, key } = await system.as(person('alice', 'analyst')).createKey({ expiresAt });
    expect(key.expiresAt).toBe(expiresAt);
    await system.setClock(new Date(Date.parse(expiresAt) - 60_000));
    expect(await callData(secret)).toBe(200);
    await system.setClock(expiresAt);
    expect(await callData(secret)).toBe(401);
    expect(await system.verify({ key: secret })).toEqual({ valid: false, code: 'expired' });
  });

  it('a key without an expiration remains active until it is revoked', async () => {
    const alice = person('alice', 'analyst');
    const { secret, key } = await system.as(alice).createKey();
    await system.passDays(10 * 365);
    expect(await callData(secret)).toBe(200);
    await system.as(alice).revoke(key.keyId);
    expect(await callData(secret)).toBe(401);
  });

  it('the key is displayed once: no later answer holds it', async () => {
    const alice = person('alice', 'analyst');
    const { secret, key } = await system.as(alice).createKey();
    const later = await Promise.all(
      ['/v1/keys', `/v1/keys/${key.keyId}`, `/v1/keys/${key.keyId}/history`, '/v1/me'].map((path) =>
        system.as(alice).request('GET', path),
      ),
    );
    for (const answer of later) expect(answer.text.includes(secret.slice(-36))).toBe(false);
  });
});

describe('Key format', () => {
  it.each([
    ['live', /^claribi_sk_live_[0-9A-Za-z]{36}$/],
    ['test', /^claribi_sk_test_[0-9A-Za-z]{36}$/],
  ] as const)('the prefix shows a %s key', async (mode, format) => {
    const { secret, key } = await system.as(person('alice', 'analyst')).createKey({ mode });
    expect(secret).toMatch(format);
    expect(key.mode).toBe(mode);
    expect(key.hint).toContain(secret.slice(0, 20));
  });

  it('a live key is what you get unless you ask for another', async () => {
    expect((await system.as(person('alice', 'analyst')).createKey()).secret).toMatch(/^claribi_sk_live_/);
  });
});

describe('Using an API key', () => {
  it('the X-API-Key header opens the API; without it the call is refused', async () => {
    const key = await keyFor(person('alice', 'analyst'), 'read-only');
    expect(await callData(key)).toBe(200);
    expect((await system.callApi('/api/data-sources/')).status).toBe(401);
  });

  it('keys are an alternative to the user token, which the API takes as well', async () => {
    const authorization = `Bearer ${await system.tokenOf(person('alice', 'analyst'))}`;
    expect((await system.callApi('/api/data-sources/', { headers: { authorization } })).status).toBe(200);
  });

  it('an API key does not open the management of keys', async () => {
    const key = await keyFor(person('alice', 'owner'), 'read-write');
    const answer = await system.send({ path: '/v1/keys', headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(401);
  });
});

describe('Permission inheritance', () => {
  it('a key inherits the permissions of the user who created it', async () => {
    const viewers = await keyFor(person('vera', 'viewer'), 'read-write');
    const analysts = await keyFor(person('alice', 'analyst'), 'read-write');
    expect([await ask(viewers, 'POST', '/api/dashboards'), await ask(analysts, 'POST', '/api/dashboards')]).toEqual([
      403, 200,
    ]);
  });

  it('an analyst has 14 permissions', async () => {
    expect((await system.as(person('alice', 'analyst')).me()).rolePermissions).toHaveLength(14);
  });

  it.each([
    ['POST', '/api/data-sources'],
    ['DELETE', '/api/dashboards/d1'],
    ['POST', '/api/users/invitations'],
    ['PUT', '/api/organization'],
  ])("a read-write key of an analyst cannot perform an administrator's action: %s %s", async (method, path) => {
    const answer = await system.authorize({
      key: await keyFor(person('alice', 'analyst'), 'read-write'),
      method,
      path,
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'permission-denied', reason: 'role' } });
  });

  it("if your role changes, the key's effective permissions change with it", async () => {
    const alice = person('alice', 'analyst');
    const hostProduct = system.asService();
    const key = await keyFor(alice, 'read-write');
    await hostProduct.setMember(alice.userId, { role: 'viewer' }, '?orgId=acme');
    expect([await ask(key, 'POST', '/api/dashboards'), await ask(key, 'GET', '/api/dashboards')]).toEqual([403, 200]);
    await hostProduct.setMember(alice.userId, { role: 'administrator' }, '?orgId=acme');
    expect(await ask(key, 'POST', '/api/data-sources')).toBe(200);
  });
});

describe('Scopes explained', () => {
  it.each([
    ['list data sources', '/api/data-sources/'],
    ['retrieve a data source', '/api/data-sources/ds1'],
    ['list dashboards', '/api/dashboards'],
    ['retrieve a dashboard', '/api/dashboards/d1'],
    ['list reports', '/api/reports'],
    ['retrieve a report', '/api/reports/r1'],
    ['fetch analytics query results', '/api/analytics/queries/q1/results'],
    ['read organization information', '/api/organization'],
    ['read user information', '/api/users/me'],
    ['access billing usage data', '/api/billing/usage'],
  ])('a read-only key can %s', async (_what, path) => {
    expect(await ask(await keyFor(person('vera', 'viewer'), 'read-only'), 'GET', path)).toBe(200);
  });

  it.each([
    ['create a data source', 'POST', '/api/data-sources'],
    ['update a dashboard', 'PATCH', '/api/dashboards/d1'],
    ['delete a report', 'DELETE', '/api/reports/r1'],
    ['trigger a data sync', 'POST', '/api/data-sources/ds1/sync'],
    ['trigger report generation', 'POST', '/api/reports/r1/generate'],
    ['modify settings', 'PUT', '/api/users/me/settings'],
    ['modify the organization', 'PATCH', '/api/organization'],
  ])('a read-only key cannot %s, whatever the role', async (_what, method, path) => {
    const answer = await system.authorize({ key: await keyFor(person('olivia', 'owner'), 'read-only'), method, path });
    expect(answer).toMatchObject({ status: 403, body: { code: 'permission-denied', reason: 'scope' } });
  });

  it.each([
    ['create a data source', 'POST', '/api/data-sources'],
    ['update a data source', 'PUT', '/api/data-sources/ds1'],
    ['create a dashboard', 'POST', '/api/dashboards'],
    ['update a dashboard', 'PATCH', '/api/dashboards/d1'],
    ['create a report', 'POST', '/api/reports'],
    ['update a report', 'PUT', '/api/reports/r1'],
    ['trigger a data sync', 'POST', '/api/data-sources/ds1/sync'],
    ['trigger report generation', 'POST', '/api/reports/r1/generate'],
    ['manage goals', 'POST', '/api/goals'],
    ['manage milestones', 'PUT', '/api/milestones/m1'],
    ['update user settings', 'PUT', '/api/users/me/settings'],
    ['do what a read-only key can', 'GET', '/api/billing/usage'],
  ])('a read-write key can %s, if the role may', async (_what, method, path) => {
    expect(await ask(await keyFor(person('bob', 'administrator'), 'read-write'), method, path)).toBe(200);
  });

  it.each([
    ["manage other users' API keys", 'DELETE', '/api/api-keys/k1'],
    ['change billing', 'POST', '/api/billing/plan'],
    ['change the subscription', 'PUT', '/api/subscription/plan'],
  ])('a read-write key cannot %s: this needs the web interface', async (_what, method, path) => {
    expect(await ask(await keyFor(person('olivia', 'owner'), 'read-write'), method, path)).toBe(403);
  });
});

describe('Rotating API keys', () => {
  it('rotation generates a new key with the same name, scope and permissions', async () => {
    const alice = person('alice', 'analyst');
    const first = await system.as(alice).createKey({ name: 'Zapier Integration', scope: 'read-write' });
    const second = await system.as(alice).rotate(first.key.keyId);
    expect(second.secret).not.toBe(first.secret);
    expect(second.key).toMatchObject({
      keyId: first.key.keyId,
      name: 'Zapier Integration',
      scope: 'read-write',
      mode: 'live',
    });
    const [before, after] = await system.verifyAll([{ key: first.secret }, { key: second.secret }]);
    expect(after).toMatchObject({ valid: true, permissions: before?.valid === true ? before.permissions : [] });
  });

  it('the old key remains active for a grace period of 24 hours, then it is revoked by itself', async () => {
    const alice = person('alice', 'analyst');
    const old = await system.as(alice).createKey();
    await system.as(alice).rotate(old.key.keyId);
    const rotated = system.now();
    expect(await callData(old.secret)).toBe(200);
    await system.setClock(new Date(rotated.getTime() + 24 * 3_600_000 - 60_000));
    expect(await callData(old.secret)).toBe(200);
    await system.setClock(new Date(rotated.getTime() + 24 * 3_600_000 + 1000));
    expect(await callData(old.secret)).toBe(401);
    expect(await system.verify({ key: old.secret })).toEqual({ valid: false, code: 'grace-ended' });
    expect((await system.as(alice).showKey(old.key.keyId)).credentials.map((each) => each.status).sort()).toEqual([
      'current',
      'retired',
    ]);
  });

  it('there is no downtime: both keys work during the grace period, the new one after it', async () => {
    const alice = person('alice', 'analyst');
    const old = await system.as(alice).createKey();
    const renewed = await system.as(alice).rotate(old.key.keyId);
    expect([await callData(old.secret), await callData(renewed.secret)]).toEqual([200, 200]);
    await system.passHours(25);
    expect([await callData(old.secret), await callData(renewed.secret)]).toEqual([401, 200]);
  });
});

describe('Setting up rotation reminders', () => {
  it('each key shows its age, and keys older than 90 days a warning', async () => {
    const alice = person('alice', 'analyst');
    const { key } = await system.as(alice).createKey();
    expect(await system.as(alice).showKey(key.keyId)).toMatchObject({ ageDays: 0, rotationDue: false });
    await system.passDays(89);
    expect(await system.as(alice).showKey(key.keyId)).toMatchObject({ ageDays: 89, rotationDue: false });
    await system.passDays(2);
    expect(await system.as(alice).showKey(key.keyId)).toMatchObject({ ageDays: 91, rotationDue: true });
    await system.as(alice).rotate(key.keyId);
    expect(await system.as(alice).showKey(key.keyId)).toMatchObject({ ageDays: 0, rotationDue: false });
  });

  it.each([30, 60, 90] as const)('offers a reminder every %d days', async (intervalDays) => {
    const alice = person('alice', 'analyst');
    const { key } = await system.as(alice).createKey();
    const dueAt = new Date(Date.parse(key.createdAt) + intervalDays * 86_400_000).toISOString();
    expect((await system.as(alice).setReminder(key.keyId, intervalDays)).reminder).toEqual({ intervalDays, dueAt });
    await system.as(alice).clearReminder(key.keyId);
    expect((await system.as(alice).showKey(key.keyId)).reminder).toBeNull();
  });
});

describe('Revoking API keys', () => {
  it('a revoked key stops working immediately, with 401', async () => {
    const alice = person('alice', 'analyst');
    const { secret, key } = await system.as(alice).createKey();
    expect(await callData(secret)).toBe(200);
    const { propagation } = await system.as(alice).revoke(key.keyId, { reason: 'leaked' });
    expect(propagation).toMatchObject({ confirmed: true, replicas: system.verifiers });
    expect(await callData(secret)).toBe(401);
    expect(await system.as(alice).showKey(key.keyId)).toMatchObject({ status: 'revoked', revokedReason: 'leaked' });
  });

  it('all keys can be revoked at once, and new ones created after it', async () => {
    const alice = person('alice', 'analyst');
    const keys = [
      await keyFor(alice, 'read-only'),
      await keyFor(alice, 'read-write'),
      await keyFor(alice, 'read-only'),
    ];
    expect((await system.as(alice).revokeAll()).revoked).toBe(3);
    expect((await system.verifyAll(keys.map((key) => ({ key })))).map((each) => each.code)).toEqual([
      'revoked',
      'revoked',
      'revoked',
    ]);
    expect(await callData(await keyFor(alice, 'read-only'))).toBe(200);
  });
});

describe('Best practices', () => {
  it('one key per integration: revoking one does not affect the others', async () => {
    const alice = person('alice', 'analyst');
    const compromised = await system.as(alice).createKey({ name: 'Zapier Integration' });
    const other = await system.as(alice).createKey({ name: 'BI Dashboard Feed' });
    await system.as(alice).revoke(compromised.key.keyId);
    expect([await callData(compromised.secret), await callData(other.secret)]).toEqual([401, 200]);
  });

  it('a rotation of a temporary key does not outlast its expiration', async () => {
    const alice = person('alice', 'analyst');
    const expiresAt = new Date(system.now().getTime() + 3_600_000).toISOString();
    const { secret, key } = await system.as(alice).createKey({ expiresAt });
    const renewed = await system.as(alice).rotate(key.keyId);
    await system.setClock(expiresAt);
    expect((await system.verifyAll([{ key: secret }, { key: renewed.secret }])).map((each) => each.valid)).toEqual([
      false,
      false,
    ]);
  });
});
