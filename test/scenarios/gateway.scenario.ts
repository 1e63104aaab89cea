import { afterAll, describe, expect, it } from '@jest/globals';
import { type System } from '../kit/system.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const forwarded = await start();
const GATEWAY_TOKEN = 'a-token-of-the-gateway-7f3a9c';
const original = await start({ env: { AUTHORIZE_SOURCE: 'original', GATEWAY_TOKEN } });
const requestLine = await start({ env: { AUTHORIZE_SOURCE: 'request-line' } });
afterAll(async () => {
  await forwarded.stop();
  await original.stop();
  await requestLine.stop();
});

const analystKey = async (system: System) =>
  (await system.as(person('alice', 'analyst')).createKey({ scope: 'read-write' })).secret;
const identityOf = (headers: NodeJS.Dict<string | string[]>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-key-')));

describe('the answer to a gateway', () => {
  it('200 without a body shows the upstream whose key it is', async () => {
    const alice = person('alice', 'analyst');
    const { secret, key } = await forwarded.as(alice).createKey({ scope: 'read-only' });
    const answer = await forwarded.authorize({ key: secret });
    expect(answer).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-length': '0', 'cache-control': 'no-store' },
    });
    expect([answer.headers['content-type'], answer.headers['transfer-encoding']]).toEqual([undefined, undefined]);
    expect(identityOf(answer.headers)).toEqual({
      'x-key-id': key.keyId,
      'x-key-owner': `acme/${alice.userId}`,
      'x-key-org': 'acme',
      'x-key-role': 'analyst',
      'x-key-scope': 'read-only',
      'x-key-mode': 'live',
    });
  });

  it('identity headers that came in are neither trusted nor echoed', async () => {
    const forged = {
      'X-Key-Id': 'forged',
      'X-Key-Owner': 'acme/forged',
      'X-Key-Org': 'forged',
      'X-Key-Role': 'owner',
      'X-Key-Scope': 'read-write',
      'X-Key-Mode': 'live',
    };
    const key = await analystKey(forwarded);
    for (const question of [{ key }, {}, { key, path: '/api/nowhere' }, { key, method: 'POST' }]) {
      const answer = await forwarded.authorize({ ...question, headers: forged });
      expect(JSON.stringify([answer.headers, answer.body])).not.toContain('forged');
      if (answer.status !== 200) expect(identityOf(answer.headers)).toEqual({});
    }
  });

  it('401 with WWW-Authenticate for no key, a bad key and a revoked key', async () => {
    const alice = forwarded.as(person('alice', 'analyst'));
    const { secret, key } = await alice.createKey();
    await alice.revoke(key.keyId);
    for (const [question, code] of [
      [{}, 'key-missing'],
      [{ key: 'hello' }, 'malformed'],
      [{ key: secret }, 'revoked'],
    ] as const) {
      expect(await forwarded.authorize(question)).toMatchObject({
        status: 401,
        body: { code },
        headers: { 'www-authenticate': expect.any(String), 'cache-control': 'no-store' },
      });
    }
  });

  it('the key is judged before the route: 401 comes before 403', async () => {
    expect((await forwarded.authorize({ path: '/api/nowhere' })).status).toBe(401);
  });

  it('403 names the permission that is missing', async () => {
    const answer = await forwarded.authorize({
      key: await analystKey(forwarded),
      method: 'DELETE',
      path: '/api/data-sources/ds1',
    });
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'permission-denied', permission: 'data-sources.delete', reason: 'role' },
    });
  });

  it('every method may carry the question, and its body is ignored', async () => {
    const key = await analystKey(forwarded);
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      const headers = { 'X-API-Key': key, 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': '/api/reports' };
      const { status } = await forwarded.send({
        method,
        path: '/v1/authorize',
        headers,
        ...(method === 'GET' || method === 'HEAD' ? {} : { rawBody: '{not json' }),
      });
      expect([method, status]).toEqual([method, 200]);
    }
  });
});

describe('where the key comes from', () => {
  it('a Bearer value with the key prefix is a key; any other is ignored', async () => {
    const key = await analystKey(forwarded);
    const token = await forwarded.tokenOf(person('alice', 'analyst'));
    const ask = (headers: Record<string, string | string[]>) => forwarded.authorize({ headers });
    expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(200);
    expect(await ask({ authorization: `Bearer ${token}` })).toMatchObject({
      status: 401,
      body: { code: 'key-missing' },
    });
    expect((await ask({ authorization: `Bearer ${token}`, 'X-API-Key': key })).status).toBe(200);
  });

  it('the same key twice over is one key, two different ones are none', async () => {
    const key = await analystKey(forwarded);
    const other = await analystKey(forwarded);
    expect((await forwarded.authorize({ key, headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    expect(await forwarded.authorize({ key, headers: { authorization: `Bearer ${other}` } })).toMatchObject({
      status: 401,
      body: { code: 'key-ambiguous' },
    });
    expect(await forwarded.authorize({ headers: { 'X-API-Key': [key, other] } })).toMatchObject({
      status: 401,
      body: { code: 'key-ambiguous' },
    });
  });
});

describe('where the question comes from', () => {
  it('forwarded: X-Forwarded-Method and -Uri only, whatever the other families say', async () => {
    const key = await analystKey(forwarded);
    const others = { 'X-Original-Method': 'GET', 'X-Original-URI': '/api/reports' };
    expect(
      (await forwarded.authorize({ key, headers: { 'X-Original-Method': 'DELETE', 'X-Original-URI': '/api/nowhere' } }))
        .status,
    ).toBe(200);
    for (const headers of [
      others,
      { ...others, 'X-Forwarded-Method': 'GET' },
      { ...others, 'X-Forwarded-Uri': '/api/reports' },
    ]) {
      expect(await forwarded.send({ path: '/v1/authorize', headers: { 'X-API-Key': key, ...headers } })).toMatchObject({
        status: 403,
        body: { code: 'route-unmapped' },
      });
    }
  });

  it('a repeated header is refused, even with equal values', async () => {
    const key = await analystKey(forwarded);
    for (const headers of [
      { 'X-Forwarded-Uri': ['/api/reports', '/api/reports'] },
      { 'X-Forwarded-Method': ['GET', 'GET'] },
    ]) {
      expect(await forwarded.authorize({ key, headers })).toMatchObject({
        status: 403,
        body: { code: 'route-unmapped' },
      });
    }
  });

  it('original: X-Original-Method and -URI, from a gateway that shows its token', async () => {
    const key = await analystKey(original);
    const question = {
      'X-API-Key': key,
      'X-Original-Method': 'GET',
      'X-Original-URI': '/api/reports?page=2',
      'X-Gateway-Token': GATEWAY_TOKEN,
    };
    const ask = (headers: Record<string, string>) => original.send({ path: '/v1/authorize', headers });
    expect((await ask(question)).status).toBe(200);
    expect(await ask({ ...question, 'X-Original-Method': 'DELETE', 'X-Forwarded-Method': 'GET' })).toMatchObject({
      status: 403,
    });
    expect(await ask({ ...question, 'X-Gateway-Token': 'wrong' })).toMatchObject({
      status: 401,
      body: { code: 'gateway-token-invalid' },
    });
  });

  it('original: X-Original-URL too, whole or only its path, and never against X-Original-URI', async () => {
    const key = await analystKey(original);
    const ask = async (headers: Record<string, string | string[]>) =>
      (
        await original.send({
          path: '/v1/authorize',
          headers: { 'X-API-Key': key, 'X-Original-Method': 'GET', 'X-Gateway-Token': GATEWAY_TOKEN, ...headers },
        })
      ).status;
    const allowed = 'http://app.example.com/api/reports?page=2';
    expect(await ask({ 'X-Original-URL': allowed })).toBe(200);
    expect(await ask({ 'X-Original-URL': '/api/reports' })).toBe(200);
    expect(await ask({ 'X-Original-URL': allowed, 'X-Original-URI': '/api/reports?page=2' })).toBe(200);
    expect(
      await ask({ 'X-Original-URL': 'http://app.example.com/api/nowhere', 'X-Original-URI': '/api/reports' }),
    ).toBe(403);
    expect(await ask({ 'X-Original-URL': [allowed, allowed] })).toBe(403);
    expect(await ask({ 'X-Original-URL': 'http://x?/api/reports' })).toBe(403);
    expect(await ask({ 'X-Original-URL': allowed, 'X-Original-Method': 'DELETE' })).toBe(403);
  });

  it('a gateway that keeps no body finds the code of a refusal in a header', async () => {
    expect((await forwarded.authorize({})).headers['x-keyward-code']).toBe('key-missing');
    expect(
      (await forwarded.authorize({ key: await analystKey(forwarded), path: '/api/nowhere' })).headers['x-keyward-code'],
    ).toBe('route-unmapped');
  });

  it('request-line: what follows /v1/authorize', async () => {
    const headers = { 'X-API-Key': await analystKey(requestLine) };
    const ask = async (method: string, path: string) =>
      (await requestLine.send({ method, path: `/v1/authorize${path}`, headers })).status;
    expect(await ask('GET', '/api/reports/r1?page=2')).toBe(200);
    expect(await ask('DELETE', '/api/reports/r1')).toBe(403);
    expect(await ask('GET', '/api/nowhere')).toBe(403);
    expect(await ask('GET', '')).toBe(403);
    expect(await ask('GET', '/api/reports/..%2Fr1')).toBe(403);
    expect(await ask('GET', '/api/../api/reports')).toBe(403);
  });
});

describe('paths', () => {
  it.each([
    '/api/reports',
    '/api/reports/',
    '/api/reports?a=/../..',
    '/api/reports/?',
    '/api/%72eports',
    '/api/reports/r-1._~2',
  ])('mapped: %s', async (path) => {
    expect((await forwarded.authorize({ key: await analystKey(forwarded), path })).status).toBe(200);
  });

  it('HEAD counts as GET, OPTIONS is unmapped', async () => {
    const key = await analystKey(forwarded);
    expect((await forwarded.authorize({ key, method: 'HEAD' })).status).toBe(200);
    expect((await forwarded.authorize({ key, method: 'OPTIONS' })).status).toBe(403);
    expect((await forwarded.authorize({ key, method: 'get' })).status).toBe(403);
  });

  it.each([
    ['no slash in front', 'api/reports'],
    ['nothing', ''],
    ['an asterisk', '*'],
    ['an absolute URL', 'http://other.test/api/reports'],
    ['an empty segment', '/api//reports'],
    ['two slashes behind', '/api/reports//'],
    ['an empty first segment', '//api/reports'],
    ['a dot segment', '/api/./reports'],
    ['a double dot segment', '/api/goals/../reports'],
    ['an encoded dot segment', '/api/goals/%2e%2E/reports'],
    ['an encoded slash', '/api%2Freports'],
    ['an encoded slash in an id', '/api/reports/a%2fb'],
    ['a backslash', '/api\\reports'],
    ['an encoded backslash', '/api/reports/a%5Cb'],
    ['a path parameter', '/api/reports;v=1'],
    ['an encoded semicolon', '/api/reports/r%3B1'],
    ['a NUL', '/api/reports/r%00'],
    ['a line break', '/api/reports/r%0d%0a'],
    ['a DEL', '/api/reports/r%7f'],
    ['a lone percent', '/api/reports/r%'],
    ['half an escape', '/api/reports/r%2'],
    ['no hex', '/api/reports/r%zz'],
    ['a double encoding', '/api/reports/%252e%252e'],
    ['invalid UTF-8 behind an escape', '/api/reports/%c3%28'],
    ['an overlong slash', '/api/reports/%c0%af'],
    ['raw bytes that are no UTF-8', '/api/reports/\xff'],
    ['a space', '/api/reports/a%20b'],
    ['a letter beyond ASCII', '/api/reports/%C3%A9'],
    ['an unknown route', '/api/nowhere'],
    ['the root', '/'],
  ])('refused as unmapped, never repaired: %s', async (_what, path) => {
    expect(await forwarded.authorize({ key: await analystKey(forwarded), path })).toMatchObject({
      status: 403,
      body: { code: 'route-unmapped' },
    });
  });
});
