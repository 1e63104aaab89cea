import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem } from '#contracts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { UserTokenVerifier, type UserTokenTrust } from './user-token-verifier.js';

const now = new Date('2026-03-01T12:00:00Z');
const clock = { now: () => now };
const seconds = Math.floor(now.getTime() / 1000);
const claims = { sub: 'alice', org: 'acme', role: 'analyst', email: 'alice@acme.test', name: 'Alice', iat: seconds - 10, exp: seconds + 600 };
const secret = 'a secret of at least thirty-two bytes, for tests only';
const sign = (payload: Readonly<Record<string, unknown>>, alg = 'HS256', key = secret) => new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
const verifier = (trust: Partial<UserTokenTrust> = {}) => new UserTokenVerifier({ key: { kind: 'secret', secret }, ...trust }, clock);

async function refusal(token: string, trust: Partial<UserTokenTrust> = {}): Promise<Problem> {
  const error: unknown = await verifier(trust).verify(`Bearer ${token}`).then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof Problem)) throw new Error('the token was accepted', { cause: error });
  expect(error.message).not.toContain(token);
  return error;
}
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a user token signed with the secret', () => {
  it('tells who calls', async () => {
    expect(await verifier().verify(`Bearer ${await sign(claims)}`)).toEqual({
      kind: 'user', orgId: 'acme', userId: 'alice', ownerId: 'acme/alice', role: 'analyst', email: 'alice@acme.test', name: 'Alice', issuedAt: seconds - 10,
    });
  });

  it('needs no email and no name', async () => {
    const { email, name, ...rest } = claims;
    expect([email, name]).toBeDefined();
    expect(await verifier().verify(`bearer ${await sign(rest)}`)).toMatchObject({ email: null, name: null });
  });

  it.each([['nothing', undefined], ['another scheme', 'Basic YTpi'], ['an empty value', 'Bearer '], ['two values', 'Bearer a b']])('is missing in %s', async (_what, header) => {
    await expect(verifier().verify(header)).rejects.toMatchObject({ code: 'token-missing' });
  });

  it.each([
    ['garbage', () => 'garbage'],
    ['an unsigned token', () => `${part({ alg: 'none' })}.${part(claims)}.`],
    ['a token that names no algorithm', () => `${part({})}.${part(claims)}.`],
    ['another algorithm', () => sign(claims, 'HS512')],
    ['another secret', () => sign(claims, 'HS256', 'another secret that is long enough for it')],
    ['a changed payload', async () => (await sign(claims)).replace(/\..*\./, `.${part({ ...claims, role: 'owner' })}.`)],
    ['no exp', () => sign({ ...claims, exp: undefined })],
    ['no iat', () => sign({ ...claims, iat: undefined })],
    ['a time that comes yet', () => sign({ ...claims, nbf: seconds + 60 })],
    ['no sub', () => sign({ ...claims, sub: undefined })],
    ['a sub with a slash', () => sign({ ...claims, sub: 'other/owner' })],
    ['a sub of 129 characters', () => sign({ ...claims, sub: 'a'.repeat(129) })],
    ['an empty org', () => sign({ ...claims, org: '' })],
    ['an org with a space', () => sign({ ...claims, org: 'ac me' })],
    ['a role that does not exist', () => sign({ ...claims, role: 'root' })],
    ['a sub that is a number', () => sign({ ...claims, sub: 7 })],
  ])('is refused with a sentence for %s', async (_what, token) => {
    const { code, detail } = await refusal(await token());
    expect(code).toBe('token-invalid');
    expect(detail).toMatch(/^[A-Z].+\.$/);
  });

  it('is refused once it has expired, with a tolerance of five seconds', async () => {
    expect((await refusal(await sign({ ...claims, exp: seconds - 6 }))).code).toBe('token-expired');
    await expect(verifier().verify(`Bearer ${await sign({ ...claims, exp: seconds - 4 })}`)).resolves.toMatchObject({ userId: 'alice' });
  });

  it('is an API key by mistake: the answer says so', async () => {
    const { code, detail } = await refusal('claribi_sk_live_abcdefghijklmnopqrstuvwxyz0123456789');
    expect([code, detail]).toEqual(['token-invalid', 'An API key is not accepted here. Send the token of a signed-in user.']);
  });

  it('must be of the issuer and for the audience that are set', async () => {
    const trust = { issuer: 'https://login.test', audience: 'keyward' };
    const right = { ...claims, iss: 'https://login.test', aud: 'keyward' };
    await expect(verifier(trust).verify(`Bearer ${await sign(right)}`)).resolves.toMatchObject({ userId: 'alice' });
    for (const wrong of [{ aud: 'other' }, { aud: undefined }, { iss: 'https://other.test' }, { iss: undefined }]) {
      expect((await refusal(await sign({ ...right, ...wrong }), trust)).code).toBe('token-invalid');
    }
  });
});

describe('a user token signed with a published key', () => {
  const rsa = generateKeyPair('RS256');
  const ec = generateKeyPair('ES256');
  let server: Server;
  let url: string;
  let isUp = true;

  beforeAll(async () => {
    const keys = [{ ...await exportJWK((await rsa).publicKey), kid: 'r1' }, { ...await exportJWK((await ec).publicKey), kid: 'e1' }];
    server = createServer((_request, response) => { response.writeHead(isUp ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ keys })); }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${String(address.port)}/jwks.json` : '';
  });
  afterAll(() => { server.close(); });

  const trust = (): UserTokenTrust => ({ key: { kind: 'jwks', url } });
  const signWith = async (pair: typeof rsa, alg: string, kid: string) => new SignJWT(claims).setProtectedHeader({ alg, kid }).sign((await pair).privateKey);

  it.each([['RS256', rsa, 'r1'], ['ES256', ec, 'e1']] as const)('is accepted with %s', async (alg, pair, kid) => {
    await expect(verifier(trust()).verify(`Bearer ${await signWith(pair, alg, kid)}`)).resolves.toMatchObject({ userId: 'alice' });
  });

  it('is refused when it is signed with a secret, so that a public key is never taken for one', async () => {
    expect((await refusal(await sign(claims), trust())).code).toBe('token-invalid');
  });

  it('is refused when nobody published its key', async () => {
    expect((await refusal(await signWith(rsa, 'RS256', 'unknown'), trust())).code).toBe('token-invalid');
  });

  it('cannot be judged while the keys cannot be fetched: 503, not 401', async () => {
    isUp = false;
    expect(await refusal(await signWith(rsa, 'RS256', 'r1'), trust())).toMatchObject({ code: 'not-ready', extensions: { retryAfter: 5 } });
    isUp = true;
    const nowhere: UserTokenTrust = { key: { kind: 'jwks', url: 'http://127.0.0.1:9/jwks.json' } };
    expect((await refusal(await signWith(rsa, 'RS256', 'r1'), nowhere)).code).toBe('not-ready');
  });
});
