import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../kit/eventually.js';
import { type Answer } from '../kit/http.js';
import { ProtectedService, type Seen } from './protected-service.js';
import { type GatewayRecipe } from './real-gateway.js';
import { Stage } from './stage.js';
import { echoOf, openWebSocket } from './web-socket.js';

export interface GatewayTraits {
  /** AUTHORIZE_SOURCE that goes with it. */
  readonly source: 'forwarded' | 'original' | 'request-line';
  /** What is left of the body of a 401 or 403: Keyward's own, the gateway's own with Keyward's code, or nothing. */
  readonly refusal: 'keyward' | 'code' | 'none';
  /** What is answered when nobody can tell: a 503 that says when to try again, or the gateway's own 500. */
  readonly noVerdict: 503 | 500;
  /** Whether a key that comes as Authorization: Bearer is kept from the service, too. */
  readonly keepsBearer: boolean;
  /** Whether a page can read the refusals. */
  readonly pagesReadRefusals: boolean;
  readonly connections: 'kept' | 'one for each question';
}

const PAGE = 'https://app.example.com';
const FORGED = {
  'X-Key-Id': 'forged',
  'X-Key-Owner': 'acme/forged',
  'X-Key-Org': 'forged',
  'X-Key-Role': 'owner',
  'X-Key-Scope': 'read-write',
  'X-Key-Mode': 'live',
};
const TWINS = { x_key_owner: 'acme/forged', 'X-Key_Owner': 'acme/forged', X_KEY_ROLE: 'owner' };
/** Some services take these for the real path and method. */
const MISLEADING = {
  'X-Original-URL': '/api/users/7',
  'X-Rewrite-URL': '/api/users/7',
  'X-HTTP-Method': 'DELETE',
  'X-HTTP-Method-Override': 'DELETE',
  'X-Method-Override': 'DELETE',
};
const KEYS_OF_IDENTITY = ['x-key-id', 'x-key-mode', 'x-key-org', 'x-key-owner', 'x-key-role', 'x-key-scope'];

const identityIn = ({ headers }: Seen) =>
  headers.filter(([name]) => /^x[-_]key[-_]/.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
const codeIn = (answer: Answer): unknown =>
  typeof answer.body === 'object' && answer.body !== null && 'code' in answer.body ? answer.body.code : undefined;

/** What every gateway does with the configuration that is shipped for it. */
export function gatewayContract(recipe: GatewayRecipe, traits: GatewayTraits): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set(recipe, traits.source);
  });
  afterAll(() => stage.strike());

  const expectRefusal = ({ answer, reached }: Awaited<ReturnType<Stage['watch']>>, status: 401 | 403, code: string) => {
    expect([answer.status, reached]).toEqual([status, []]);
    if (status === 401) expect(answer.headers['www-authenticate']).toMatch(/ApiKey/);
    if (traits.refusal === 'none') return;
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    expect(answer.body).toMatchObject({ status, code });
    if (traits.refusal === 'keyward')
      expect(answer.body).toMatchObject({ detail: expect.any(String), requestId: expect.any(String) });
  };
  const expectNoVerdict = (answer: Answer) => {
    expect(answer.status).toBe(traits.noVerdict);
    if (traits.noVerdict === 503)
      expect(answer.headers).toMatchObject({ 'retry-after': '1', 'content-type': 'application/problem+json' });
  };

  describe('a good key', () => {
    it('reaches the service as who it is, and nobody else, whatever the client says of itself', async () => {
      const { secret, keyId, role, scope } = await stage.keyOf('analyst');
      for (const said of [{}, FORGED, TWINS, { 'X-Key-Role': ['owner', 'owner'] }]) {
        const {
          answer,
          reached: [seen],
        } = await stage.watch({ path: '/api/reports', headers: { 'X-API-Key': secret, ...said } });
        expect(answer.status).toBe(200);
        expect(identityIn(ProtectedService.seenIn(seen))).toEqual([
          ['x-key-id', keyId],
          ['x-key-mode', 'live'],
          ['x-key-org', 'acme'],
          ['x-key-owner', expect.stringMatching(/^acme\/alice/)],
          ['x-key-role', role],
          ['x-key-scope', scope],
        ]);
      }
    });

    it.each(KEYS_OF_IDENTITY)('loses no %s to a client that names it in Connection', async (name) => {
      const { secret } = await stage.keyOf('viewer');
      const { answer, reached } = await stage.watch({
        path: '/api/reports',
        headers: { 'X-API-Key': secret, Connection: `keep-alive, ${name}` },
      });
      for (const seen of reached) expect(identityIn(seen).map(([each]) => each)).toEqual(KEYS_OF_IDENTITY);
      if (answer.status === 200) expect(reached).toHaveLength(1);
    });

    it('is not shown to the service, nor is the token of the gateway', async () => {
      const { secret } = await stage.keyOf('viewer');
      const ways: readonly Record<string, string>[] = [
        { 'X-API-Key': secret },
        { 'x-api-key': secret, Authorization: 'Basic dXNlcjpwYXNz' },
        ...(traits.keepsBearer ? [{ Authorization: `Bearer ${secret}` }, { authorization: `bearer  ${secret}` }] : []),
      ];
      for (const headers of ways) {
        const { answer, reached } = await stage.watch({ path: '/api/reports', headers });
        expect([answer.status, reached.length]).toEqual([200, 1]);
        expect(JSON.stringify(reached)).not.toContain(secret);
        expect(JSON.stringify(reached)).not.toContain(stage.token);
      }
    });

    it('is not led to another path or method behind the gateway', async () => {
      const { secret } = await stage.keyOf('viewer');
      const {
        answer,
        reached: [seen],
      } = await stage.watch({ path: '/api/reports', headers: { 'X-API-Key': secret, ...MISLEADING } });
      if (answer.status === 200)
        expect(
          seen?.headers.filter(([name]) => Object.keys(MISLEADING).some((each) => each.toLowerCase() === name)),
        ).toEqual([]);
      else expect([answer.status, seen]).toEqual([403, undefined]);
    });

    it('leaves another Authorization as it is', async () => {
      const { secret } = await stage.keyOf('viewer');
      const {
        reached: [seen],
      } = await stage.watch({
        path: '/api/reports',
        headers: { 'X-API-Key': secret, Authorization: 'Bearer of-the-service' },
      });
      expect(seen?.headers).toContainEqual(['authorization', 'Bearer of-the-service']);
    });

    it('brings path and query along unchanged, and a body whole', async () => {
      const { secret } = await stage.keyOf('analyst');
      const headers = { 'X-API-Key': secret };
      const path = '/api/%72eports?a=1&b=%2F..&c=x;y';
      expect((await stage.watch({ path, headers })).reached).toMatchObject([{ method: 'GET', url: path }]);
      const rawBody = Buffer.alloc(300_000, 'x');
      expect((await stage.watch({ method: 'POST', path: '/api/dashboards', headers, rawBody })).reached).toMatchObject([
        { method: 'POST', bytes: 300_000 },
      ]);
      const chunked = { ...headers, 'content-length': [], 'transfer-encoding': 'chunked' };
      expect(
        (await stage.watch({ method: 'POST', path: '/api/dashboards', headers: chunked, rawBody })).reached,
      ).toMatchObject([{ bytes: 300_000 }]);
    });

    it('may ask by HEAD', async () => {
      const { secret } = await stage.keyOf('viewer');
      const { answer, reached } = await stage.watch({
        method: 'HEAD',
        path: '/api/reports',
        headers: { 'X-API-Key': secret },
      });
      expect([answer.status, answer.text, reached.length]).toEqual([200, '', 1]);
    });

    it('comes with 20 kB of cookies', async () => {
      const { secret } = await stage.keyOf('viewer');
      const {
        answer,
        reached: [seen],
      } = await stage.watch({
        path: '/api/reports',
        headers: { 'X-API-Key': secret, Cookie: `session=${'c'.repeat(20_000)}` },
      });
      expect(answer.status).toBe(200);
      expect(seen?.headers.find(([name]) => name === 'cookie')?.[1]).toHaveLength(20_008);
    });

    it('is asked about over connections that stay', async () => {
      const { secret } = await stage.keyOf('viewer');
      await stage.send({ path: '/api/reports', headers: { 'X-API-Key': secret } });
      const before = stage.proxy.opened;
      for (let count = 0; count < 30; count++)
        expect((await stage.send({ path: '/api/reports', headers: { 'X-API-Key': secret } })).status).toBe(200);
      if (traits.connections === 'kept') expect(stage.proxy.opened - before).toBeLessThanOrEqual(2);
    });
  });

  describe('what is refused never reaches the service', () => {
    it('no key, and a value that is none', async () => {
      expectRefusal(await stage.watch({ path: '/api/reports' }), 401, 'key-missing');
      expectRefusal(await stage.watch({ path: '/api/reports', headers: { 'X-API-Key': 'hello' } }), 401, 'malformed');
      expectRefusal(await stage.watch({ path: '/api/reports', headers: FORGED }), 401, 'key-missing');
    });

    it('two keys', async () => {
      const [one, other] = [await stage.keyOf('viewer'), await stage.keyOf('viewer')];
      for (const headers of [
        { 'X-API-Key': [one.secret, other.secret] },
        { 'X-API-Key': one.secret, Authorization: `Bearer ${other.secret}` },
      ]) {
        const { answer, reached } = await stage.watch({ path: '/api/reports', headers });
        expect([answer.status, reached]).toEqual([401, []]);
      }
    });

    it('a revoked key, from the very next request on', async () => {
      const { owner, secret, keyId } = await stage.keyOf('viewer');
      expect((await stage.send({ path: '/api/reports', headers: { 'X-API-Key': secret } })).status).toBe(200);
      await owner.revoke(keyId);
      expectRefusal(await stage.watch({ path: '/api/reports', headers: { 'X-API-Key': secret } }), 401, 'revoked');
    });

    it('what the key may not do, and a route that nobody knows', async () => {
      const { secret } = await stage.keyOf('viewer');
      expectRefusal(
        await stage.watch({ method: 'POST', path: '/api/reports', headers: { 'X-API-Key': secret }, body: {} }),
        403,
        'permission-denied',
      );
      expectRefusal(
        await stage.watch({ path: '/api/nowhere', headers: { 'X-API-Key': secret } }),
        403,
        'route-unmapped',
      );
    });

    it.each([
      '/api/users/7',
      '/api/reports/../users/7',
      '/api/reports/%2e%2e/users/7',
      '/api/reports/..%2fusers/7',
      '/api//users/7',
      '//api/users/7',
      '/api/./users/7',
      '/api/users;x/7',
      '/api/users%2f7',
      '/api/%75sers/7',
      '/api/users/7#/api/reports',
      '/api/users/7?/api/reports',
      '/api/users/7/..;/',
      '/api/users\\7',
      '/api/users/7%00',
      '/API/users/7',
      'http://other.test/api/users/7',
    ])('another person’s page, asked for by a viewer as %s', async (path) => {
      const { secret } = await stage.keyOf('viewer');
      const { answer, reached } = await stage.watch({ path, headers: { 'X-API-Key': secret } });
      expect([answer.status < 400, reached]).toEqual([false, []]);
    });

    it('a route that the client says is another', async () => {
      const { secret } = await stage.keyOf('viewer');
      const families = [
        { 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': '/api/reports' },
        { 'X-Original-Method': 'GET', 'X-Original-URI': '/api/reports' },
        { 'X-Original-Method': 'GET', 'X-Original-URL': 'http://x/api/reports' },
        { 'X-Original-URL': '/api/reports', 'X-Original-URI': '/api/reports' },
        { 'X-HTTP-Method-Override': 'GET' },
      ];
      for (const family of families) {
        for (const headers of [
          family,
          Object.fromEntries(Object.entries(family).map(([name, value]) => [name, [value, value]])),
          { ...family, Connection: `keep-alive, ${Object.keys(family).join(', ')}` },
        ]) {
          const { answer, reached } = await stage.watch({
            method: 'DELETE',
            path: '/api/users/7',
            headers: { 'X-API-Key': secret, ...headers },
          });
          expect([headers, answer.status < 400, reached]).toEqual([headers, false, []]);
        }
      }
    });

    it('a host that looks like a path', async () => {
      const { secret } = await stage.keyOf('viewer');
      for (const Host of ['x/api/reports?', 'x/api/reports#', 'x?', 'x#', 'x@y']) {
        const { answer, reached } = await stage.watch({ path: '/api/users/7', headers: { 'X-API-Key': secret, Host } });
        expect([Host, answer.status < 400, reached]).toEqual([Host, false, []]);
      }
    });

    it('headers that are too long for Keyward, with an answer that says that trying again is of no use', async () => {
      const { answer, reached } = await stage.watch({
        path: '/api/reports',
        headers: { 'X-API-Key': 'k'.repeat(20_000) },
      });
      expect([answer.status, reached]).toEqual([traits.noVerdict === 503 ? 431 : 500, []]);
      expect(answer.headers['retry-after']).toBeUndefined();
      if (traits.refusal !== 'none') expect(answer.body).toMatchObject({ status: 431, code: 'headers-too-large' });
    });
  });

  describe('a page', () => {
    it('may ask beforehand without a key, and the gateway answers', async () => {
      const { answer, reached } = await stage.watch({
        method: 'OPTIONS',
        path: '/api/reports',
        headers: {
          Origin: PAGE,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'x-api-key',
        },
      });
      expect([Math.floor(answer.status / 100), reached]).toEqual([2, []]);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': PAGE,
        'access-control-allow-methods': expect.stringContaining('POST'),
        'access-control-allow-headers': expect.stringMatching(/x-api-key/i),
      });
    });

    it('of another origin may not', async () => {
      const answer = await stage.send({
        method: 'OPTIONS',
        path: '/api/reports',
        headers: { Origin: 'https://other.test', 'Access-Control-Request-Method': 'POST' },
      });
      expect(answer.headers['access-control-allow-origin'] ?? PAGE).toBe(PAGE);
    });

    it('can read answers and refusals', async () => {
      if (!traits.pagesReadRefusals) return;
      const { secret } = await stage.keyOf('viewer');
      for (const key of [{}, { 'X-API-Key': secret }]) {
        expect(
          (await stage.send({ path: '/api/reports', headers: { Origin: PAGE, ...key } })).headers[
            'access-control-allow-origin'
          ],
        ).toBe(PAGE);
      }
    });
  });

  describe('a web socket', () => {
    it('opens with a key and not without; one that is open outlives a revoke, a new one is refused', async () => {
      const { owner, secret, keyId } = await stage.keyOf('viewer');
      const open = (headers: Record<string, string>) => openWebSocket(stage.gateway.port, '/api/reports', headers);
      expect((await open({})).status).toBe(401);
      const { status, socket } = await open({ 'X-API-Key': secret });
      if (socket === undefined) throw new Error(`not upgraded: ${String(status)}`);
      expect(await echoOf(socket, 'before')).toBe('before');
      await owner.revoke(keyId);
      expect(await echoOf(socket, 'after')).toBe('after');
      expect((await open({ 'X-API-Key': secret })).status).toBe(401);
      socket.destroy();
    });
  });

  describe('without a verdict', () => {
    it('nobody gets through: Keyward is away, or does not answer', async () => {
      const { secret } = await stage.keyOf('viewer');
      for (const state of ['shut', 'hang'] as const) {
        stage.proxy[state]();
        const { answer, reached } = await stage.watch({ path: '/api/reports', headers: { 'X-API-Key': secret } });
        expectNoVerdict(answer);
        expect(reached).toEqual([]);
      }
      stage.proxy.open();
      await eventually(async () => {
        expect((await stage.send({ path: '/api/reports', headers: { 'X-API-Key': secret } })).status).toBe(200);
      });
    });
  });

  it('the token of the gateway is the gateway’s: a client’s own changes nothing', async () => {
    const { secret } = await stage.keyOf('viewer');
    for (const guess of ['guess', ['guess', 'guess']]) {
      const answer = await stage.send({
        path: '/api/reports',
        headers: { 'X-API-Key': secret, 'X-Gateway-Token': guess },
      });
      expect([answer.status, codeIn(answer)]).toEqual([200, undefined]);
    }
  });
}
