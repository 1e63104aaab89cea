import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpUserAuthenticator } from './http-user-authenticator.js';
import { VerdictUnavailable } from './key-verifier.js';

const ME = { ownerId: 'acme/ada', orgId: 'acme', role: 'analyst', rolePermissions: [] };
const ANSWERS: Readonly<Record<string, readonly [number, string]>> = {
  ada: [200, JSON.stringify(ME)],
  invalid: [401, '{"code":"token-invalid"}'],
  expired: [401, '{"code":"token-expired"}'],
  strange: [401, '{"code":"something-new"}'],
  inactive: [403, '{"code":"owner-inactive"}'],
  guesser: [429, '{"code":"too-many-requests","retryAfter":30}'],
  broken: [500, '{"code":"internal"}'],
  half: [200, '{"ownerId":"acme/ada"}'],
  page: [200, '<html>'],
};

let forwardedFor: unknown;
const server = createServer(({ method, url, headers }, response) => {
  forwardedFor = headers['x-forwarded-for'];
  const [status, body] = ANSWERS[headers.authorization?.replace('Bearer ', '') ?? ''] ?? [0, ''];
  if (status !== 0) response.writeHead(`${method ?? ''} ${url ?? ''}` === 'GET /v1/me' ? status : 404).end(body);
});
let users: HttpUserAuthenticator;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  users = new HttpUserAuthenticator({
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    timeoutMs: 500,
  });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('HttpUserAuthenticator', () => {
  it('learns from /v1/me who it is, and the role that counts now', async () => {
    expect(await users.authenticate('ada')).toEqual({ ownerId: 'acme/ada', orgId: 'acme', role: 'analyst' });
  });

  it('says for whom it asks', async () => {
    await users.authenticate('ada', '203.0.113.7');
    expect(forwardedFor).toBe('203.0.113.7');
    await users.authenticate('ada');
    expect(forwardedFor).toBeUndefined();
  });

  it.each([
    ['invalid', 'token-invalid'],
    ['expired', 'token-expired'],
    ['strange', 'token-invalid'],
    ['inactive', 'owner-inactive'],
    ['guesser', 'too-many-requests'],
  ])('passes on that the token of %s is refused', async (token, code) => {
    await expect(users.authenticate(token)).rejects.toMatchObject({ name: 'Problem', code });
  });

  it.each(['broken', 'half', 'page', 'silent'])('can tell nothing when the answer is %s', async (token) => {
    await expect(users.authenticate(token)).rejects.toBeInstanceOf(VerdictUnavailable);
  });

  it('can tell nothing when nobody is there', async () => {
    await expect(new HttpUserAuthenticator({ url: 'http://127.0.0.1:1' }).authenticate('ada')).rejects.toBeInstanceOf(
      VerdictUnavailable,
    );
  });
});
