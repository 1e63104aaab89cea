import { afterAll, describe, expect, it } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { claimsOf } from '../kit/user-tokens.js';
import { person } from '../kit/users.js';
import { freePort } from '../profiles/free-port.js';
import { start } from '../profiles/index.js';

/** User tokens from an identity provider that publishes its keys, as JWKS_URL says. */

const trusted = { rs: await generateKeyPair('RS256'), es: await generateKeyPair('ES256') };
const stranger = await generateKeyPair('RS256');
const port = await freePort();
const keys = [
  { ...(await exportJWK(trusted.rs.publicKey)), kid: 'rs', alg: 'RS256', use: 'sig' },
  { ...(await exportJWK(trusted.es.publicKey)), kid: 'es', alg: 'ES256', use: 'sig' },
];
const provider = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
}).listen(port, '127.0.0.1');
await once(provider, 'listening');

const system = await start({
  env: {
    JWT_SECRET: undefined,
    JWKS_URL: `http://127.0.0.1:${String(port)}/jwks.json`,
    JWT_ISSUER: 'https://login.example.test',
  },
});
afterAll(async () => {
  await system.stop();
  provider.close();
});

const alice = person('alice', 'analyst');
const sign = (alg: string, kid: string, key: CryptoKey | Uint8Array, overrides: Record<string, unknown> = {}) =>
  new SignJWT(claimsOf(alice, system.now(), { iss: 'https://login.example.test', ...overrides }))
    .setProtectedHeader({ alg, kid })
    .sign(key);
const me = async (token: string) => {
  system.rememberToken(token);
  return system.send({ path: '/v1/me', headers: { authorization: `Bearer ${token}` } });
};

describe('a user token, where JWKS_URL is set', () => {
  it('is taken with RS256 and with ES256', async () => {
    expect(await me(await sign('RS256', 'rs', trusted.rs.privateKey))).toMatchObject({
      status: 200,
      body: { role: 'analyst' },
    });
    expect(await me(await sign('ES256', 'es', trusted.es.privateKey))).toMatchObject({
      status: 200,
      body: { role: 'analyst' },
    });
  });

  it('of a key that is not published is refused', async () => {
    expect(await me(await sign('RS256', 'rs', stranger.privateKey))).toMatchObject({
      status: 401,
      body: { code: 'token-invalid' },
    });
    expect(await me(await sign('RS256', 'nobody', stranger.privateKey))).toMatchObject({
      status: 401,
      body: { code: 'token-invalid' },
    });
  });

  it('signed with HS256 is refused, even with the published key as its secret', async () => {
    const published = new TextEncoder().encode(JSON.stringify(keys[0]));
    expect(await me(await sign('HS256', 'rs', published))).toMatchObject({
      status: 401,
      body: { code: 'token-invalid' },
    });
  });

  it('of another issuer is refused', async () => {
    expect(await me(await sign('RS256', 'rs', trusted.rs.privateKey, { iss: 'https://elsewhere.test' }))).toMatchObject(
      { status: 401, body: { code: 'token-invalid' } },
    );
  });

  it('expires by the clock, with a small tolerance', async () => {
    const iat = Math.floor(system.now().getTime() / 1000);
    const expiredFor = (seconds: number) =>
      sign('RS256', 'rs', trusted.rs.privateKey, { iat: iat - 600, exp: iat - seconds });
    expect((await me(await expiredFor(1))).status).toBe(200);
    expect(await me(await expiredFor(120))).toMatchObject({ status: 401, body: { code: 'token-expired' } });
  });
});

describe('failed attempts', () => {
  it('are limited, and the answer says when to come back', async () => {
    let answer = await me('hello.hello.hello-hello-hello');
    for (let attempt = 0; attempt < 500 && answer.status === 401; attempt++)
      answer = await me('hello.hello.hello-hello-hello');
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const iat = Math.floor(system.now().getTime() / 1000) - 3600;
    expect(await me(await sign('RS256', 'rs', trusted.rs.privateKey, { iat, exp: iat + 60 }))).toMatchObject({
      status: 401,
      body: { code: 'token-expired' },
      headers: { 'www-authenticate': expect.stringContaining('expired') },
    });
    expect(await system.send({ path: '/v1/me' })).toMatchObject({ status: 401, body: { code: 'token-missing' } });
    expect((await me(await sign('RS256', 'rs', trusted.rs.privateKey))).status).toBe(200);
  });

  it('are limited at the protected API as well', async () => {
    const call = (token: string) => system.callApi('/api/reports', { headers: { authorization: `Bearer ${token}` } });
    let answer = await call('hello.hello.hello-hello-hello');
    for (let attempt = 0; attempt < 100 && answer.status === 401; attempt++)
      answer = await call('hello.hello.hello-hello-hello');
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect((await call(await sign('RS256', 'rs', trusted.rs.privateKey))).status).toBe(200);
  });
});
