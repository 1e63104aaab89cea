import { afterAll, describe, expect, it } from '@jest/globals';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const system = await start();
/** Asked by services only, for live keys only. */
const guarded = await start({ env: { VERIFY_AUTH: undefined, ACCEPT_MODES: 'live' } });
afterAll(async () => {
  await system.stop();
  await guarded.stop();
});

const asService = { authorization: `Bearer ${guarded.serviceToken}` };

describe('the verdict on a key', () => {
  it('valid: says whose key it is and what it may do now', async () => {
    const vera = person('vera', 'viewer');
    const { secret, key } = await system.as(vera).createKey({ scope: 'read-write', mode: 'test' });
    expect(await system.verify({ key: secret })).toEqual({
      valid: true,
      code: 'valid',
      keyId: key.keyId,
      credentialId: key.credentials[0]?.credentialId,
      ownerId: `acme/${vera.userId}`,
      orgId: 'acme',
      scope: 'read-write',
      mode: 'test',
      role: 'viewer',
      expiresAt: null,
      activeUntil: null,
      permissions: expect.arrayContaining(['dashboards.view', 'reports.export', 'account.edit', 'usage.view']),
    });
  });

  it('valid, with the end of the grace, for a credential that was rotated away', async () => {
    const alice = person('alice', 'analyst');
    const { secret, key } = await system.as(alice).createKey();
    const { key: rotated } = await system.as(alice).rotate(key.keyId, { graceHours: 2 });
    const activeUntil = rotated.credentials.find((each) => each.status === 'grace')?.activeUntil;
    expect(await system.verify({ key: secret })).toMatchObject({ valid: true, activeUntil });
  });

  it.each([
    '',
    'hello',
    'claribi_sk_live_',
    `claribi_sk_live_${'a'.repeat(36)}`,
    `claribi_sk_prod_${'a'.repeat(36)}`,
    'ключ',
    'x'.repeat(10_000),
  ])('malformed: %.40s', async (key) => {
    expect(await system.verify({ key })).toEqual({ valid: false, code: 'malformed' });
  });

  it('malformed: one character of a good key changed', async () => {
    const { secret } = await system.as(person('alice', 'analyst')).createKey();
    const typo = `${secret.slice(0, 25)}${secret[25] === 'a' ? 'b' : 'a'}${secret.slice(26)}`;
    expect(await system.verify({ key: typo })).toEqual({ valid: false, code: 'malformed' });
  });

  it('unknown: a key that was issued elsewhere', async () => {
    const { secret } = await guarded.as(person('alice', 'analyst')).createKey();
    system.rememberKey(secret);
    expect(await system.verify({ key: secret })).toEqual({ valid: false, code: 'unknown' });
  });

  it('revoked, expired and grace-ended are distinguished', async () => {
    const alice = person('alice', 'analyst');
    const revoked = await system.as(alice).createKey();
    await system.as(alice).revoke(revoked.key.keyId);
    const rotated = await system.as(alice).createKey();
    await system.as(alice).rotate(rotated.key.keyId, { graceHours: 0 });
    const expiring = await system
      .as(alice)
      .createKey({ expiresAt: new Date(system.now().getTime() + 3_600_000).toISOString() });
    await system.passHours(1);
    const answers = await system.verifyAll([revoked, rotated, expiring].map(({ secret }) => ({ key: secret })));
    expect(answers.map((each) => each.code)).toEqual(['revoked', 'grace-ended', 'expired']);
  });

  it('grace-ended: at once when the owner ends the grace by hand', async () => {
    const alice = person('alice', 'analyst');
    const { secret, key } = await system.as(alice).createKey();
    const renewed = await system.as(alice).rotate(key.keyId);
    await system.as(alice).endGrace(key.keyId);
    const answers = await system.verifyAll([{ key: secret }, { key: renewed.secret }]);
    expect(answers.map((each) => each.code)).toEqual(['grace-ended', 'valid']);
  });

  it('owner-inactive: every key of somebody who was deactivated, and good again after reactivation', async () => {
    const alice = person('alice', 'analyst');
    const bob = system.as(person('bob', 'administrator'));
    const { secret } = await system.as(alice).createKey();
    await bob.setMember(alice.userId, { active: false });
    expect(await system.verify({ key: secret })).toEqual({ valid: false, code: 'owner-inactive' });
    await bob.setMember(alice.userId, { active: true });
    expect(await system.verify({ key: secret })).toMatchObject({ valid: true });
  });

  it('permission-denied: names the permission, and whether role or scope lacks it', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const readOnly = await alice.createKey({ scope: 'read-only' });
    const readWrite = await alice.createKey({ scope: 'read-write' });
    expect(
      await system.verifyAll([
        { key: readOnly.secret, permission: 'dashboards.edit' },
        { key: readWrite.secret, permission: 'data-sources.create' },
        { key: readWrite.secret, permission: 'dashboards.edit' },
        { key: readWrite.secret, endpoint: { method: 'DELETE', path: '/api/reports/r1' } },
      ]),
    ).toEqual([
      { valid: false, code: 'permission-denied', permission: 'dashboards.edit', reason: 'scope' },
      { valid: false, code: 'permission-denied', permission: 'data-sources.create', reason: 'role' },
      expect.objectContaining({ valid: true }),
      { valid: false, code: 'permission-denied', permission: 'reports.delete', reason: 'role' },
    ]);
  });

  it('route-unmapped: an endpoint that no rule allows', async () => {
    const { secret } = await system.as(person('olivia', 'owner')).createKey({ scope: 'read-write' });
    expect(await system.verify({ key: secret, endpoint: { method: 'GET', path: '/api/secret-plans' } })).toEqual({
      valid: false,
      code: 'route-unmapped',
    });
  });

  it('mode-refused: a test key where only live keys are accepted', async () => {
    const alice = guarded.as(person('alice', 'analyst'));
    const test = await alice.createKey({ mode: 'test' });
    const live = await alice.createKey({ mode: 'live' });
    const items = [{ key: test.secret }, { key: live.secret }];
    const { body } = await guarded.send({
      method: 'POST',
      path: '/v1/verify/batch',
      headers: asService,
      body: { items },
    });
    expect(body).toMatchObject({ results: [{ valid: false, code: 'mode-refused' }, { valid: true }] });
  });
});

describe('a batch', () => {
  it('answers up to 100 questions in their order', async () => {
    const { secret } = await system.as(person('alice', 'analyst')).createKey();
    const answers = await system.verifyAll(
      Array.from({ length: 100 }, (_, index) => ({ key: index % 2 === 0 ? secret : 'hello' })),
    );
    expect(answers.map((each) => each.code)).toEqual(
      Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 'valid' : 'malformed')),
    );
  });

  it('of nothing is answered with nothing', async () => {
    expect(await system.verifyAll([])).toEqual([]);
  });
});

describe('who may ask', () => {
  it('only a service of SERVICE_TOKENS where any is listed, on the machine itself too, and behind a proxy', async () => {
    const { secret } = await guarded.as(person('alice', 'analyst')).createKey();
    const ask = (headers: Record<string, string>) =>
      guarded.send({ method: 'POST', path: '/v1/verify', headers, body: { key: secret } });
    expect(await ask({ 'x-forwarded-for': '203.0.113.9' })).toMatchObject({
      status: 401,
      body: { code: 'service-token-invalid' },
    });
    expect(await ask({})).toMatchObject({
      status: 401,
      body: { code: 'service-token-invalid' },
      headers: { 'www-authenticate': expect.any(String) },
    });
    expect(await ask({ authorization: 'Bearer wrong-token-of-some-length' })).toMatchObject({
      status: 401,
      body: { code: 'service-token-invalid' },
    });
    expect(await ask(asService)).toMatchObject({ status: 200, body: { valid: true } });
  });
});
