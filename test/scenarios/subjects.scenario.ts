import { afterAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../kit/eventually.js';
import { problem } from '../kit/shapes.js';
import { person, type User } from '../kit/users.js';
import { start } from '../profiles/index.js';

/**
 * Identity providers name people as they like: every subject that OpenID Connect allows has keys, in every store and on
 * every topic.
 */

const system = await start();
afterAll(() => system.stop());

const SUBJECTS = [
  'ann+keys@example.test',
  "o'neil",
  'uid=ann,ou=people',
  'team/ann',
  'CORP\\ann',
  '100%',
  '%2F',
  '$where.{"a":1}',
  '+'.repeat(255),
];
const named = (sub: string): User => ({
  ...person('subject', 'analyst'),
  userId: sub,
  email: `${person('mail', 'analyst').userId}@example.test`,
});
const ownerIdOf = (sub: string) =>
  `acme/${encodeURIComponent(sub)
    .replace(/['()*!]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%40|%3A|%7C/g, decodeURIComponent)}`;

describe.each(SUBJECTS)('the person %s', (sub) => {
  const user = named(sub);
  const member = encodeURIComponent(sub);

  it('has keys that verify, are authorised, used, reminded of and revoked as anybody’s', async () => {
    const { secret, key } = await system.as(user).createKey();
    const ownerId = ownerIdOf(sub);
    expect(await system.verify({ key: secret })).toMatchObject({ valid: true, ownerId, orgId: 'acme' });
    expect(await system.authorize({ key: secret })).toMatchObject({
      status: 200,
      headers: { 'x-key-owner': ownerId, 'x-key-org': 'acme' },
    });
    expect((await system.as(user).me()).ownerId).toBe(ownerId);
    await eventually(async () => {
      expect((await system.as(user).activity(key.keyId)).last24h).toBeGreaterThan(0);
    });
    await system.as(user).setReminder(key.keyId, 90);
    expect((await system.as(user).history(key.keyId)).every(({ by }) => by === `user:${ownerId}`)).toBe(true);
    await system.as(user).revoke(key.keyId);
    expect((await system.verify({ key: secret })).code).toBe('revoked');
  });

  it('is named by a service in a path, percent-encoded once, and in the answer as in the token', async () => {
    const { secret } = await system.as(user).createKey();
    const put = (path: string, active: boolean) =>
      system.asService().request('PUT', `/v1/members/${path}?orgId=acme`, { body: { active } });
    expect(await put(member, false)).toMatchObject({ status: 200, body: { member: { userId: sub, active: false } } });
    expect((await system.verify({ key: secret })).code).toBe('owner-inactive');
    expect((await put(member, true)).status).toBe(200);
    expect((await system.verify({ key: secret })).code).toBe('valid');
  });
});

it('a subject with a space or a letter beyond ASCII is refused with the reason', async () => {
  for (const sub of ['ann smith', 'änn']) {
    const answer = await system.send({
      path: '/v1/me',
      headers: { authorization: `Bearer ${await system.tokenOf(named('x'), { sub })}` },
    });
    expect(problem.parse(answer.body)).toMatchObject({
      status: 401,
      code: 'token-invalid',
      detail: expect.stringContaining('sub must be'),
    });
  }
});
