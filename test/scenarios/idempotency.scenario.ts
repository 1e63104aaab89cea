import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../kit/eventually.js';
import { changed, issued, replayed } from '../kit/shapes.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const system = await start();
afterAll(() => system.stop());

let tries = 0;
const idempotencyKey = () => ({ 'idempotency-key': `try-${String(++tries)}` });
const wanted = { name: 'Weekly Report Script', scope: 'read-only' };

describe('a retry with the same Idempotency-Key', () => {
  it('of a create returns the first key without its secret, and says that it was shown', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const headers = idempotencyKey();
    const first = issued.parse((await alice.request('POST', '/v1/keys', { body: wanted, headers })).body);
    await eventually(async () => {
      expect(await system.metrics()).toMatch(/^keyward_unpublished_commits 0$/m);
    }); // until then another process may publish it again, at a later position
    const again = await alice.request('POST', '/v1/keys', { body: wanted, headers });
    expect(again.status).toBe(201);
    expect(replayed.parse(again.body)).toMatchObject({
      key: first.key,
      secretShown: true,
      propagation: { position: first.propagation.position, confirmed: true },
    });
    expect(await alice.listKeys()).toHaveLength(1);
  });

  it('of a rotate rotates once', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    const headers = idempotencyKey();
    const first = await alice.rotate(key.keyId, {}, headers);
    const again = await alice.request('POST', `/v1/keys/${key.keyId}/rotate`, { body: {}, headers });
    expect(replayed.parse(again.body).key.credentials).toEqual(first.key.credentials);
    expect((await alice.showKey(key.keyId)).credentials).toHaveLength(2);
    expect((await system.verify({ key: first.secret })).code).toBe('valid');
  });

  it('of a revoke and of a revoke-all returns the first outcome, even when there is more to revoke now', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { key } = await alice.createKey();
    const headers = idempotencyKey();
    const first = await alice.request('POST', '/v1/keys/revoke-all', { body: {}, headers });
    const { key: newer } = await alice.createKey();
    const again = await alice.request('POST', '/v1/keys/revoke-all', { body: {}, headers });
    expect([first.body, again.body]).toEqual([
      expect.objectContaining({ revoked: 1 }),
      expect.objectContaining({ revoked: 1 }),
    ]);
    expect((await alice.listKeys('?include=revoked')).map(({ keyId, status }) => [keyId, status])).toEqual([
      [newer.keyId, 'active'],
      [key.keyId, 'revoked'],
    ]);
    const revoke = () =>
      alice.request('POST', `/v1/keys/${newer.keyId}/revoke`, {
        body: { reason: 'leaked' },
        headers: { 'idempotency-key': 'revoke-once' },
      });
    expect(changed.parse((await revoke()).body).key).toEqual(changed.parse((await revoke()).body).key);
  });

  it('of a member change returns the first outcome', async () => {
    const alice = person('alice', 'analyst');
    const bob = system.as(person('bob', 'administrator'));
    const headers = idempotencyKey();
    await system.as(alice).createKey();
    const change = () => bob.request('PUT', `/v1/members/${alice.userId}`, { body: { active: false }, headers });
    expect((await change()).status).toBe(200);
    expect(await change()).toMatchObject({ status: 200, body: { member: { active: false, keys: 1 } } });
  });

  it('many at the same time create one key', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const headers = idempotencyKey();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => alice.request('POST', '/v1/keys', { body: wanted, headers })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(201));
    expect(answers.filter((answer) => issued.safeParse(answer.body).success)).toHaveLength(1);
    expect(await alice.listKeys()).toHaveLength(1);
  });

  it('survives a restart', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const headers = idempotencyKey();
    const first = await alice.createKey({}, headers);
    await system.kill();
    await system.start();
    const again = await alice.request('POST', '/v1/keys', { body: wanted, headers });
    expect(replayed.parse(again.body).key.keyId).toBe(first.key.keyId);
  });
});

describe('the same Idempotency-Key', () => {
  it('with another body is refused, and nothing happens', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const headers = idempotencyKey();
    await alice.createKey({}, headers);
    await expect(alice.createKey({ name: 'Another' }, headers)).rejects.toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect(await alice.listKeys()).toHaveLength(1);
  });

  it('for another call is refused', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const headers = idempotencyKey();
    const { key } = await alice.createKey({}, headers);
    await expect(alice.rotate(key.keyId, {}, headers)).rejects.toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });

  it('for another member, or for a key of their own, is refused, and nothing happens', async () => {
    const [ann, ben] = [person('ann', 'analyst'), person('ben', 'analyst')];
    const boss = system.as(person('boss', 'administrator'));
    const headers = idempotencyKey();
    for (const member of [ann, ben]) await system.as(member).me();
    const change = (userId: string) =>
      boss.request('PUT', `/v1/members/${userId}`, { body: { active: false }, headers });
    expect((await change(ann.userId)).status).toBe(200);
    expect(await change(ben.userId)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    await expect(boss.createKey({}, headers)).rejects.toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect((await change(ann.userId)).status).toBe(200);
  });

  it('of another caller is another key', async () => {
    const headers = idempotencyKey();
    const first = await system.as(person('alice', 'analyst')).createKey({}, headers);
    const second = await system.as(person('bert', 'analyst')).createKey({}, headers);
    expect(second.key.keyId).not.toBe(first.key.keyId);
  });

  it('after a refusal is still unused: refusals are not remembered', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const headers = idempotencyKey();
    await expect(alice.rotate('k-none', {}, headers)).rejects.toMatchObject({ status: 404 });
    await alice.createKey({}, headers);
  });
});
