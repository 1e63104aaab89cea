import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem } from '#contracts';
import { generateSecret } from '#key-secret';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { UntrustedToken } from './untrusted-token.js';
import { type UserTokenTrust } from './user-token-trust.js';
import { UserTokenVerifier } from './user-token-verifier.js';

const now = new Date('2026-03-01T12:00:00Z');
const clock = { now: () => now };
const seconds = Math.floor(now.getTime() / 1000);
const claims = {
  sub: 'alice',
  org: 'acme',
  role: 'analyst',
  email: 'alice@acme.test',
  name: 'Alice',
  iat: seconds - 10,
  exp: seconds + 600,
};
const secret = 'a secret of at least thirty-two bytes, for tests only';
const sign = (payload: Readonly<Record<string, unknown>>, alg = 'HS256', key = secret) =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
const verifier = (trust: Partial<UserTokenTrust> = {}) =>
  new UserTokenVerifier({ key: { kind: 'secret', secret }, ...trust }, clock);

async function refusal(token: string, trust: Partial<UserTokenTrust> = {}): Promise<Problem> {
  const error: unknown = await verifier(trust)
    .verify(`Bearer ${token}`)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  if (!(error instanceof Problem)) throw new Error('the token was accepted', { cause: error });
  expect(error.message).not.toContain(token);
  return error;
}
const KEY = generateSecret({ prefix: 'claribi', mode: 'live' });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a user token signed with the secret', () => {
  it('says who calls', async () => {
    expect(await verifier().verify(`Bearer ${await sign(claims)}`)).toEqual({
      kind: 'user',
      orgId: 'acme',
      userId: 'alice',
      ownerId: 'acme/alice',
      role: 'analyst',
      email: 'alice@acme.test',
      name: 'Alice',
      issuedAt: seconds - 10,
    });
  });

  it('needs no email and no name', async () => {
    const { email, name, ...rest } = claims;
    expect([email, name]).toBeDefined();
    expect(await verifier().verify(`bearer ${await sign(rest)}`)).toMatchObject({ email: null, name: null });
  });

  it.each([
    [
      'a name of several lines',
      { name: 'Eve,\n\nYour key was stolen. Go to https://evil.example now.' },
      { name: null },
    ],
    ['a name of 65 characters', { name: 'x'.repeat(65) }, { name: null }],
    ['a name that turns the text around', { name: 'Ann\u202egnp' }, { name: null }],
    ['a name of nothing visible', { name: '\u200b\u3164' }, { name: null }],
    ['a name that holds a key', { name: `Ann ${KEY}` }, { name: null }],
    ['an address that holds a key', { email: `${KEY}@acme.test` }, { email: null }],
    ['a decomposed name', { name: ' Zoe\u0308 ' }, { name: 'Zoë' }],
    ['a name of 64 emoji', { name: '😀'.repeat(64) }, { name: '😀'.repeat(64) }],
  ])('takes from %s only what can stand in a mail', async (_what, given, kept) => {
    expect(await verifier().verify(`Bearer ${await sign({ ...claims, ...given })}`)).toMatchObject(kept);
  });

  it.each(['sub', 'org'])('names nobody whose %s is an API key', async (claim) => {
    expect(await refusal(await sign({ ...claims, [claim]: KEY }))).toMatchObject({
      code: 'token-invalid',
      detail: expect.stringContaining('looks like an API key: revoke it'),
    });
  });

  it.each([
    ['nothing', undefined],
    ['another scheme', 'Basic YTpi'],
    ['an empty value', 'Bearer '],
    ['two values', 'Bearer a b'],
  ])('is missing in %s', async (_what, header) => {
    await expect(verifier().verify(header)).rejects.toMatchObject({ code: 'token-missing' });
  });

  it.each([
    ['garbage', () => 'garbage'],
    ['an unsigned token', () => `${part({ alg: 'none' })}.${part(claims)}.`],
    ['a token that names no algorithm', () => `${part({})}.${part(claims)}.`],
    ['another algorithm', () => sign(claims, 'HS512')],
    ['another secret', () => sign(claims, 'HS256', 'another secret that is long enough for it')],
    [
      'a changed payload',
      async () => (await sign(claims)).replace(/\..*\./, `.${part({ ...claims, role: 'owner' })}.`),
    ],
    ['no exp', () => sign({ ...claims, exp: undefined })],
    ['no iat', () => sign({ ...claims, iat: undefined })],
    ['a time that comes yet', () => sign({ ...claims, nbf: seconds + 60 })],
    ['no sub', () => sign({ ...claims, sub: undefined })],
    ['a sub with a space', () => sign({ ...claims, sub: 'ali ce' })],
    ['a sub with a letter beyond ASCII', () => sign({ ...claims, sub: 'älice' })],
    ['a sub with a control character', () => sign({ ...claims, sub: 'alice\n' })],
    ['a sub of 256 characters', () => sign({ ...claims, sub: 'a'.repeat(256) })],
    ['an org with a slash', () => sign({ ...claims, org: 'acme/x' })],
    ['an org of 129 characters', () => sign({ ...claims, org: 'a'.repeat(129) })],
    ['a signature with padding', async () => `${await sign(claims)}=`],
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
    await expect(verifier().verify(`Bearer ${await sign({ ...claims, exp: seconds - 4 })}`)).resolves.toMatchObject({
      userId: 'alice',
    });
  });

  it.each([
    ['alice+keys@acme.test', 'acme/alice%2Bkeys@acme.test'],
    ["o'neil", 'acme/o%27neil'],
    ['uid=alice,ou=people', 'acme/uid%3Dalice%2Cou%3Dpeople'],
    ['other/alice', 'acme/other%2Falice'],
    ['CORP\\alice', 'acme/CORP%5Calice'],
    ['a'.repeat(255), `acme/${'a'.repeat(255)}`],
  ])('may be of any subject that OpenID Connect allows: %s', async (sub, ownerId) => {
    await expect(verifier().verify(`Bearer ${await sign({ ...claims, sub })}`)).resolves.toMatchObject({
      userId: sub,
      ownerId,
    });
  });

  it.each([
    ['from the future', { iat: seconds + 6 }, /iat is 6 seconds in the future/],
    ['with iat in milliseconds', { iat: seconds * 1000 }, /iat is in milliseconds/],
    ['with exp in milliseconds', { exp: (seconds + 600) * 1000 }, /exp is in milliseconds/],
    ['with nbf in milliseconds', { nbf: seconds * 1000 }, /nbf is in milliseconds/],
    ['with a negative iat', { iat: -1 }, /iat is not a time/],
    ['for ever', { exp: 1e308 }, /exp is not a time/],
    ['of 1970', { iat: 7 }, /more than 400 days/],
    ['for 401 days', { exp: seconds + 401 * 86_400 }, /more than 400 days.*JWT_MAX_LIFETIME_DAYS/],
  ])('is refused %s, and the answer names the reason', async (_what, times, reason) => {
    const { code, detail } = await refusal(await sign({ ...claims, ...times }));
    expect([code, detail]).toEqual(['token-invalid', expect.stringMatching(reason)]);
  });

  it('may be issued five seconds ahead, and live as long as is configured', async () => {
    await expect(verifier().verify(`Bearer ${await sign({ ...claims, iat: seconds + 5 })}`)).resolves.toMatchObject({
      userId: 'alice',
    });
    await expect(
      verifier().verify(`Bearer ${await sign({ ...claims, iat: seconds, exp: seconds + 400 * 86_400 })}`),
    ).resolves.toMatchObject({ userId: 'alice' });
    expect((await refusal(await sign(claims), { maxLifetimeDays: 1 / 144 })).detail).toMatch(/valid for more than/);
  });

  it('distinguishes a signature of nobody from a claim that is wrong: only the first is a guess', async () => {
    for (const forged of [
      'garbage',
      await sign(claims, 'HS256', 'another secret that is long enough for it'),
      await sign(claims, 'HS512'),
    ])
      expect(await refusal(forged)).toBeInstanceOf(UntrustedToken);
    for (const signed of [{ exp: seconds - 60 }, { role: 'root' }, { iat: seconds + 60 }, { sub: undefined }])
      expect(await refusal(await sign({ ...claims, ...signed }))).not.toBeInstanceOf(UntrustedToken);
  });

  it('is an API key by mistake: the answer says so', async () => {
    const { code, detail } = await refusal('claribi_sk_live_abcdefghijklmnopqrstuvwxyz0123456789');
    expect([code, detail]).toEqual([
      'token-invalid',
      'An API key is not accepted here. Send the token of a signed-in user.',
    ]);
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
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  let server: Server;
  let url: string;
  let isUp = true;

  beforeAll(async () => {
    const keys = [
      { ...weak.publicKey.export({ format: 'jwk' }), kid: 'w1' },
      { ...(await exportJWK((await rsa).publicKey)), kid: 'r1' },
      { ...(await exportJWK((await ec).publicKey)), kid: 'e1' },
    ];
    server = createServer((_request, response) => {
      response.writeHead(isUp ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${String(address.port)}/jwks.json` : '';
  });
  afterAll(() => {
    server.close();
  });

  const trust = (): UserTokenTrust => ({ key: { kind: 'jwks', url } });
  const signWith = async (pair: typeof rsa, alg: string, kid: string) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid }).sign((await pair).privateKey);

  it.each([
    ['RS256', rsa, 'r1'],
    ['ES256', ec, 'e1'],
  ] as const)('is accepted with %s', async (alg, pair, kid) => {
    await expect(verifier(trust()).verify(`Bearer ${await signWith(pair, alg, kid)}`)).resolves.toMatchObject({
      userId: 'alice',
    });
  });

  it('is refused when it is signed with a secret, so that a public key is never taken for one', async () => {
    expect((await refusal(await sign(claims), trust())).code).toBe('token-invalid');
  });

  it('is refused when nobody published its key', async () => {
    expect((await refusal(await signWith(rsa, 'RS256', 'unknown'), trust())).code).toBe('token-invalid');
  });

  it('is refused when its key is published but too weak, and the key is named', async () => {
    const signed = `${part({ alg: 'RS256', kid: 'w1' })}.${part(claims)}`;
    const token = `${signed}.${createSign('RSA-SHA256').update(signed).sign(weak.privateKey).toString('base64url')}`;
    const given: unknown[] = [];
    const checking = new UserTokenVerifier(trust(), clock, (key) => {
      given.push(key);
    });
    await expect(checking.verify(`Bearer ${token}`)).rejects.toBeInstanceOf(UntrustedToken);
    expect(given).toEqual([{ alg: 'RS256', kid: 'w1', reason: expect.stringContaining('2048 bits') }]);
    await expect(checking.verify(`Bearer ${await signWith(rsa, 'RS256', 'r1')}`)).resolves.toMatchObject({
      userId: 'alice',
    });
  });

  it('cannot be judged while the keys cannot be fetched: 503, not 401', async () => {
    isUp = false;
    expect(await refusal(await signWith(rsa, 'RS256', 'r1'), trust())).toMatchObject({
      code: 'not-ready',
      extensions: { retryAfter: 5 },
    });
    isUp = true;
    const nowhere: UserTokenTrust = { key: { kind: 'jwks', url: 'http://127.0.0.1:9/jwks.json' } };
    expect((await refusal(await signWith(rsa, 'RS256', 'r1'), nowhere)).code).toBe('not-ready');
  });
});
