import { afterAll, describe, expect, it } from '@jest/globals';
import { type HttpRequest } from '../kit/http.js';
import { problem } from '../kit/shapes.js';
import { claimsOf, signUserToken } from '../kit/user-tokens.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

/**
 * Everything that is refused: a 4xx problem with a code and a sentence that says what to do, never a 5xx, and nothing
 * is stored.
 */

const AUDIENCE = 'keyward';
const ISSUER = 'https://login.example.test';
const system = await start({ env: { JWT_AUDIENCE: AUDIENCE, JWT_ISSUER: ISSUER } });
afterAll(() => system.stop());

const olivia = person('olivia', 'owner');
const trusted = { aud: AUDIENCE, iss: ISSUER };
const authorization = `Bearer ${await system.tokenOf(olivia, trusted)}`;
const manage = (method: string, path: string, options: Omit<HttpRequest, 'method' | 'path'> = {}) =>
  system.send({ ...options, method, path, headers: { authorization, ...options.headers } });

const created = await manage('POST', '/v1/keys', { body: { name: 'The one key', scope: 'read-write' } });
const {
  key: { keyId },
  secret,
} = created.body as { key: { keyId: string }; secret: string };
system.rememberKey(secret);
const now = Math.floor(system.now().getTime() / 1000);

const validKey = { name: 'Zapier Integration', scope: 'read-only' };
const create = (changes: Record<string, unknown>) => ({
  method: 'POST',
  path: '/v1/keys',
  body: { ...validKey, ...changes },
});
const raw = (rawBody: string, headers: HttpRequest['headers'] = {}) => ({
  method: 'POST',
  path: '/v1/keys',
  rawBody,
  headers,
});
const rotate = (body: unknown) => ({ method: 'POST', path: `/v1/keys/${keyId}/rotate`, body });
const verify = (body: unknown) => ({ method: 'POST', path: '/v1/verify', body });
const withToken = (token: string) => ({ ...create({}), headers: { authorization: `Bearer ${token}` } });
const withClaims = async (overrides: Record<string, unknown>) =>
  withToken(await system.tokenOf(olivia, { ...trusted, ...overrides }));
const signedAs = async (alg: string) =>
  withToken(await signUserToken(claimsOf(olivia, system.now(), trusted), system.jwtSecret.repeat(2), alg));
const unsigned = (header: object) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return withToken(`${part(header)}.${part(claimsOf(olivia, system.now(), trusted))}.`);
};
const gateway = (headers: HttpRequest['headers']) => ({
  path: '/v1/authorize',
  headers: { 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': '/api/reports', ...headers },
});

const REFUSED: readonly (readonly [what: string, request: HttpRequest, status: number, code: string])[] = [
  // more than any request needs
  [
    'a body nested 9,000 deep',
    raw(`{"name":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)},"scope":"read-only"}`),
    400,
    'invalid-request',
  ],
  [
    'a body of 6,000 unknown fields',
    create(Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`f${String(index)}`, 0]))),
    400,
    'invalid-request',
  ],
  [
    'a batch of 70,000 unknown fields',
    {
      method: 'POST',
      path: '/v1/verify/batch',
      body: Object.fromEntries(Array.from({ length: 70_000 }, (_, index) => [`f${String(index)}`, 0])),
    },
    400,
    'invalid-request',
  ],
  ['headers of 40 kB', { path: '/v1/keys', headers: { cookie: 'x'.repeat(40_000) } }, 431, 'headers-too-large'],
  // wrong types
  ['a name that is a number', create({ name: 7 }), 400, 'invalid-request'],
  ['a name that is null', create({ name: null }), 400, 'invalid-request'],
  ['a name that is an object', create({ name: { toString: 'x' } }), 400, 'invalid-request'],
  ['a scope that is a list', create({ scope: ['read-only'] }), 400, 'invalid-request'],
  ['a scope that does not exist', create({ scope: 'admin' }), 400, 'invalid-request'],
  ['a mode that does not exist', create({ mode: 'prod' }), 400, 'invalid-request'],
  ['a body that is a list', { method: 'POST', path: '/v1/keys', body: [validKey] }, 400, 'invalid-request'],
  ['a body that is a string', { method: 'POST', path: '/v1/keys', body: 'key' }, 400, 'invalid-request'],
  ['a body that is null', { method: 'POST', path: '/v1/keys', body: null }, 400, 'invalid-request'],
  [
    'a reason that is a number',
    { method: 'POST', path: `/v1/keys/${keyId}/revoke`, body: { reason: 1 } },
    400,
    'invalid-request',
  ],
  [
    'a reason of 501 characters',
    { method: 'POST', path: `/v1/keys/${keyId}/revoke`, body: { reason: 'x'.repeat(501) } },
    400,
    'invalid-request',
  ],
  [
    'an active that is a string',
    { method: 'PUT', path: '/v1/members/someone', body: { active: 'false' } },
    400,
    'invalid-request',
  ],
  [
    'a role that does not exist',
    { method: 'PUT', path: '/v1/members/someone', body: { role: 'root' } },
    400,
    'invalid-request',
  ],
  [
    'a member change that changes nothing',
    { method: 'PUT', path: '/v1/members/someone', body: {} },
    400,
    'invalid-request',
  ],
  [
    'a user id that is none',
    { method: 'PUT', path: '/v1/members/some%20one', body: { role: 'viewer' } },
    400,
    'invalid-request',
  ],
  ['a limit that is no number', { path: '/v1/keys?limit=many' }, 400, 'invalid-request'],
  ...['1e2', '%2B5', '%205', '0x10', '5.0'].map(
    (limit) => [`a limit of ${limit}`, { path: `/v1/keys?limit=${limit}` }, 400, 'invalid-request'] as const,
  ),
  ['a limit of 0', { path: '/v1/keys?limit=0' }, 400, 'invalid-request'],
  ['a cursor that is none', { path: '/v1/keys?cursor=%7B' }, 400, 'invalid-request'],
  // unknown fields
  ['an unknown field', create({ colour: 'red' }), 400, 'invalid-request'],
  ['a field that an answer has', create({ ownerId: 'acme/other' }), 400, 'invalid-request'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].flatMap((name) => [
    [
      `a field ${name}`,
      raw(`{"name":"x","scope":"read-only","${name}":{"role":"owner"}}`),
      400,
      'invalid-request',
    ] as const,
    [
      `a field ${name} in a question`,
      { method: 'POST', path: '/v1/verify', rawBody: `{"key":"${secret}","${name}":{}}` },
      400,
      'invalid-request',
    ] as const,
    [`a query member ${name}`, { path: `/v1/keys?${name}=1` }, 400, 'invalid-request'] as const,
  ]),
  // null where nothing may be null
  ['a mode that is null', create({ mode: null }), 400, 'invalid-request'],
  ['a grace that is null', rotate({ graceHours: null }), 400, 'invalid-request'],
  ['a role that is null', { method: 'PUT', path: '/v1/members/someone', body: { role: null } }, 400, 'invalid-request'],
  // keys in texts
  ['a key in a name', create({ name: `my key is ${secret} ok` }), 400, 'invalid-request'],
  [
    'a key in a reason',
    { method: 'POST', path: `/v1/keys/${keyId}/revoke`, body: { reason: `leaked: ${secret}` } },
    400,
    'invalid-request',
  ],
  ['a key as Idempotency-Key', { ...create({}), headers: { 'idempotency-key': secret } }, 400, 'invalid-request'],
  ['a key as cursor', { path: `/v1/keys?cursor=${secret}` }, 400, 'invalid-request'],
  [
    'a key as user id',
    { method: 'PUT', path: `/v1/members/${secret}`, body: { active: false } },
    400,
    'invalid-request',
  ],
  ['an unknown field in a rotation', rotate({ name: 'other' }), 400, 'invalid-request'],
  ['an unknown field in a question', verify({ key: secret, admin: true }), 400, 'invalid-request'],
  // missing bodies, invalid JSON
  ['no body', { method: 'POST', path: '/v1/keys' }, 400, ''],
  ['an empty body', raw(''), 400, ''],
  ['an empty object', { method: 'POST', path: '/v1/keys', body: {} }, 400, 'invalid-request'],
  ['invalid JSON', raw('{"name": "x",'), 400, 'invalid-json'],
  ['a question without a body', { method: 'POST', path: '/v1/verify' }, 400, ''],
  ['a question in invalid JSON', { method: 'POST', path: '/v1/verify', rawBody: '{"key":' }, 400, 'invalid-json'],
  [
    'a form',
    raw('name=x&scope=read-only', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'unsupported-media-type',
  ],
  // sizes
  ['a body of 2 MB', create({ name: 'x'.repeat(2_000_000) }), 413, 'request-too-large'],
  ['a question of 2 MB', verify({ key: 'x'.repeat(2_000_000) }), 413, 'request-too-large'],
  ['headers of 32 kB', { path: '/v1/keys', headers: { 'x-long': 'x'.repeat(32_768) } }, 431, 'headers-too-large'],
  [
    'a batch of 101',
    { method: 'POST', path: '/v1/verify/batch', body: { items: Array(101).fill({ key: secret }) } },
    400,
    'invalid-request',
  ],
  // names
  ['a name of spaces', create({ name: '   ' }), 400, 'invalid-request'],
  ['an empty name', create({ name: '' }), 400, 'invalid-request'],
  ['a name of 101 characters', create({ name: 'x'.repeat(101) }), 400, 'invalid-request'],
  ['a name with a line break', create({ name: 'one\ntwo' }), 400, 'invalid-request'],
  ['a name with NUL', create({ name: 'one\u0000two' }), 400, 'invalid-request'],
  ['a name with an escape sequence', create({ name: '\u001b[31mred' }), 400, 'invalid-request'],
  ...[0x200b, 0x3164, 0x00ad, 0x034f, 0x2800, 0x115f, 0xffa0].map(
    (code) =>
      [
        `a name of nothing but U+${code.toString(16)}`,
        create({ name: String.fromCharCode(code) }),
        400,
        'invalid-request',
      ] as const,
  ),
  ...[0x202a, 0x202e, 0x2066, 0x2069].map(
    (code) =>
      [
        `a name with U+${code.toString(16)}`,
        create({ name: `a${String.fromCharCode(code)}b` }),
        400,
        'invalid-request',
      ] as const,
  ),
  [
    'a reason with a line break',
    { method: 'POST', path: `/v1/keys/${keyId}/revoke`, body: { reason: 'one\r\ntwo' } },
    400,
    'invalid-request',
  ],
  ['a name with a C1 control', create({ name: 'one\u0085two' }), 400, 'invalid-request'],
  // expiry
  ['an expiry in the past', create({ expiresAt: '2020-01-01T00:00:00Z' }), 400, 'invalid-request'],
  ['an expiry now', create({ expiresAt: system.now().toISOString() }), 400, 'invalid-request'],
  ['an expiry that is no date', create({ expiresAt: 'tomorrow' }), 400, 'invalid-request'],
  ['an expiry on 30 February', create({ expiresAt: '2099-02-30T00:00:00Z' }), 400, 'invalid-request'],
  ['an expiry that is a number', create({ expiresAt: 4_102_444_800 }), 400, 'invalid-request'],
  // grace
  ...[-1, 169, 1.5, '24'].map(
    (graceHours) =>
      [`graceHours ${JSON.stringify(graceHours)}`, rotate({ graceHours }), 400, 'invalid-request'] as const,
  ),
  ...[0, 29, 91, '30', null].map(
    (intervalDays) =>
      [
        `intervalDays ${JSON.stringify(intervalDays)}`,
        { method: 'PUT', path: `/v1/keys/${keyId}/reminder`, body: { intervalDays } },
        400,
        'invalid-request',
      ] as const,
  ),
  // keys
  ['two X-API-Key headers', gateway({ 'X-API-Key': [secret, secret] }), 401, 'key-ambiguous'],
  [
    'a key with a wrong checksum',
    gateway({ 'X-API-Key': `${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}` }),
    401,
    'malformed',
  ],
  [
    'a key with unicode',
    gateway({ 'X-API-Key': Buffer.from('claribi_sk_live_ключ').toString('latin1') }),
    401,
    'malformed',
  ],
  ['a key of 10 kB', gateway({ 'X-API-Key': `claribi_sk_live_${'a'.repeat(10_240)}` }), 401, 'malformed'],
  ['an empty key', gateway({ 'X-API-Key': '' }), 401, ''],
  ['a question without a key', verify({ permission: 'reports.view' }), 400, 'invalid-request'],
  ['a key that is a number', verify({ key: 7 }), 400, 'invalid-request'],
  [
    'a permission and an endpoint at once',
    verify({ key: secret, permission: 'reports.view', endpoint: { method: 'GET', path: '/api/reports' } }),
    400,
    'invalid-request',
  ],
  // tokens
  ['no token', { ...create({}), headers: { authorization: [] } }, 401, 'token-missing'],
  [
    'a token of another scheme',
    { ...create({}), headers: { authorization: 'Basic b2xpdmlhOnNlY3JldA==' } },
    401,
    'token-missing',
  ],
  ['no JWT at all', withToken('hello'), 401, 'token-invalid'],
  ['an API key as token', withToken(secret), 401, 'token-invalid'],
  ['alg none', unsigned({ alg: 'none' }), 401, 'token-invalid'],
  ['no alg', unsigned({}), 401, 'token-invalid'],
  ['another algorithm', await signedAs('HS512'), 401, 'token-invalid'],
  ['another secret', await signedAs('HS256'), 401, 'token-invalid'],
  ['an expired token', await withClaims({ iat: now - 7200, exp: now - 3600 }), 401, 'token-expired'],
  ['a token without exp', await withClaims({ exp: undefined }), 401, 'token-invalid'],
  ['a token without iat', await withClaims({ iat: undefined }), 401, 'token-invalid'],
  ['a token that is not valid yet', await withClaims({ nbf: now + 3600 }), 401, 'token-invalid'],
  ['a token for another audience', await withClaims({ aud: 'billing' }), 401, 'token-invalid'],
  ['a token for no audience', await withClaims({ aud: undefined }), 401, 'token-invalid'],
  ['a token of another issuer', await withClaims({ iss: 'https://elsewhere.test' }), 401, 'token-invalid'],
  ['a token without sub', await withClaims({ sub: undefined }), 401, 'token-invalid'],
  ['a sub with a space', await withClaims({ sub: 'other owner' }), 401, 'token-invalid'],
  ['a sub of 256 characters', await withClaims({ sub: 'x'.repeat(256) }), 401, 'token-invalid'],
  ['an org with a slash', await withClaims({ org: 'acme/other' }), 401, 'token-invalid'],
  ['a token of the future', await withClaims({ iat: now + 3600, exp: now + 7200 }), 401, 'token-invalid'],
  ['a token with its iat in milliseconds', await withClaims({ iat: now * 1000 }), 401, 'token-invalid'],
  ['a token with its exp in milliseconds', await withClaims({ exp: (now + 3600) * 1000 }), 401, 'token-invalid'],
  ['a token with a negative iat', await withClaims({ iat: -now }), 401, 'token-invalid'],
  ['a token for ever', await withClaims({ exp: 1e308 }), 401, 'token-invalid'],
  ['a token for two years', await withClaims({ exp: now + 730 * 86_400 }), 401, 'token-invalid'],
  ['a signature with padding', withToken(`${await system.tokenOf(olivia, trusted)}=`), 401, 'token-invalid'],
  ['an org with a space', await withClaims({ org: 'ac me' }), 401, 'token-invalid'],
  ['a role that does not exist', await withClaims({ role: 'root' }), 401, 'token-invalid'],
  // routes
  ['a path that is no route', { path: '/v1/nothing' }, 404, 'not-found'],
  ['a method that the route does not take', { method: 'PATCH', path: '/v1/keys' }, 405, 'method-not-allowed'],
  ['a key that does not exist', { path: '/v1/keys/k-none' }, 404, 'key-not-found'],
  ['a keyId with a broken escape', { path: '/v1/keys/%zz' }, 400, ''],
  [
    'an Idempotency-Key of 1 kB',
    { ...create({}), headers: { 'idempotency-key': 'x'.repeat(1024) } },
    400,
    'invalid-request',
  ],
  ['an empty Idempotency-Key', { ...create({}), headers: { 'idempotency-key': '' } }, 400, 'invalid-request'],
];

/** What olivia's stream holds, as far as it can be seen from outside. */
const stored = async () => {
  const [keys, events] = await Promise.all([
    manage('GET', '/v1/keys?include=revoked'),
    manage('GET', `/v1/keys/${keyId}/history`),
  ]);
  expect([keys.status, events.status]).toEqual([200, 200]);
  return [keys.body, events.body];
};

describe('bad input', () => {
  it.each(REFUSED)('%s is refused, and nothing is stored', async (_what, request, status, code) => {
    const before = await stored();
    const answer = await manage(request.method ?? 'GET', request.path, request);
    expect(answer).toMatchObject({
      status,
      headers: { 'content-type': expect.stringMatching(/^application\/problem\+json/) },
    });
    const body = problem.parse(answer.body);
    expect(body).toMatchObject({ status, code: code === '' ? expect.stringMatching(/^[a-z-]+$/) : code });
    expect(body.detail).toMatch(/^\S.{15,}\.$/s);
    expect(await stored()).toEqual(before);
  });

  it('goods stay good: what is at the edge is accepted', async () => {
    const expiresAt = new Date(system.now().getTime() + 60_000).toISOString();
    const today = system.now().toISOString().slice(0, 10);
    for (const changes of [
      { name: 'x'.repeat(100) },
      { name: '  trimmed  ' },
      { name: 'Ключ 🔑' },
      { name: '👨‍👩‍👧‍👦'.repeat(100) },
      { expiresAt },
      { expiresAt: today },
      { expiresAt: null },
      { mode: 'test' },
    ]) {
      const answer = await manage('POST', '/v1/keys', { body: { ...validKey, ...changes } });
      expect(answer.status).toBe(201);
      system.rememberKey((answer.body as { secret: string }).secret);
    }
  });
});
