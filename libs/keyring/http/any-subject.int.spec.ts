import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpSide } from './testing/http-side.js';

let side: HttpSide;
beforeAll(async () => {
  side = await HttpSide.start();
});
afterAll(() => side.close());

describe('a user whose subject has characters that an owner id must encode', () => {
  const subjects = [
    'ann+keys@acme.test',
    "o'neil",
    'uid=ann,ou=people',
    'team/ann',
    'CORP\\ann',
    '100%',
    '%2F',
    '+'.repeat(255),
  ];

  it.each(subjects)('%s has keys and a history of their own', async (sub) => {
    const user = side.as(sub);
    const { key } = await user.create({ name: 'Mine', scope: 'read-only' });
    const { ownerId } = (await user.get('/v1/me')).body;
    expect(ownerId).toMatch(/^acme\/[A-Za-z0-9._~@|:%-]+$/);
    expect((await user.get('/v1/keys')).body.keys).toEqual([expect.objectContaining({ keyId: key.keyId })]);
    expect((await user.get(`/v1/keys/${key.keyId}/history`)).body.events).toEqual([
      expect.objectContaining({ by: `user:${ownerId}` }),
    ]);
  });

  it.each(subjects)('%s is named in a path percent-encoded, and in the answer as in the token', async (sub) => {
    const user = side.as(sub);
    await user.create({ name: 'To be stopped', scope: 'read-only' });
    const answer = await side.asService().put(`/v1/members/${encodeURIComponent(sub)}?orgId=acme`, { active: false });
    expect(answer).toMatchObject({ status: 200, body: { member: { userId: sub, active: false } } });
    expect((await user.get('/v1/keys')).body).toMatchObject({ code: 'owner-inactive' });
  });

  it.each(['%20', 'a%0Ab', '%C3%A4', 'a'.repeat(256)])('is none when it is no subject: %s', async (path) => {
    expect((await side.asService().put(`/v1/members/${path}?orgId=acme`, { active: false })).body).toMatchObject({
      code: 'invalid-request',
    });
  });
});
