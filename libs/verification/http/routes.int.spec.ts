import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem, verifyAnswer } from '#contracts';
import { type FrontHandler, problemOf } from '#http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fastify, { type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer, type IncomingMessage, METHODS, request as httpRequest } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Registry } from 'prom-client';
import { ANN, deactivated, keyCreated, keyRevoked, recordedAs, roleChanged } from '../domain/testing/events.js';
import { newSecret, VerificationSystem } from '../testing/verification-system.js';
import { registerAuthorizeRoutes, withWholeAuthorizePath } from './authorize.routes.js';
import { type AuthorizeSource } from './gateway-request.js';
import { sendRawProblem } from './send-raw.js';
import { VERIFICATION_SCHEMAS } from '../openapi/verification-schemas.js';
import { registerVerifyRoutes } from './verify.routes.js';

const system = new VerificationSystem();
const servers: FastifyInstance[] = [];
const seen: string[] = [];
const noticed: string[] = [];
const refused = {
  note: (door: string, reason: string) => {
    seen.push(`${door} ${reason}`);
  },
};
const good = newSecret('c1');
const test = newSecret('c2', 'test');
const revoked = newSecret('c3');
const idle = newSecret('c4');
const parked = newSecret('c5');
const created = (keyId: string, { credential }: ReturnType<typeof newSecret>, mode: 'live' | 'test' = 'live') =>
  keyCreated({ keyId, credential, mode });

const shown: Registry[] = [];
let ports: Record<'forwarded' | 'original' | 'request-line' | 'guarded' | 'cut-off', number>;

async function serve(
  options: { source?: AuthorizeSource; gatewayToken?: string; guarded?: boolean; cutOff?: boolean } = {},
): Promise<number> {
  const replica =
    options.cutOff === true
      ? system.replica()
      : await system.serving({ acceptModes: options.guarded === true ? ['live'] : ['live', 'test'] });
  shown.push(replica.metrics);
  let front: FrontHandler = () => false;
  const server = fastify({
    rewriteUrl: withWholeAuthorizePath,
    serverFactory: (router) =>
      createServer((...asked) => {
        if (!front(...asked)) router(...asked);
      }),
  });
  server.setErrorHandler((error, request, reply) => {
    sendRawProblem(reply.hijack().raw, request.id, problemOf(error) ?? new Problem('internal', String(error)));
  });
  registerAuthorizeRoutes(server, {
    verifier: replica.verifier,
    refused,
    source: options.source ?? 'forwarded',
    gatewayToken: options.gatewayToken ?? null,
  });
  front = registerVerifyRoutes(server, {
    verifier: replica.verifier,
    refused,
    noticeToken: (token) => {
      noticed.push(token);
    },
    admitCaller:
      options.guarded === true
        ? (token) => {
            if (token !== 'service') throw new Problem('service-token-invalid');
          }
        : null,
  });
  servers.push(server);
  await server.listen({ port: 0, host: '127.0.0.1' });
  return (server.server.address() as AddressInfo).port;
}

beforeAll(async () => {
  await system.publish(
    recordedAs(1, roleChanged('analyst')),
    recordedAs(2, created('k1', good)),
    recordedAs(3, created('k2', test, 'test')),
    recordedAs(4, created('k3', revoked)),
    recordedAs(5, keyRevoked('k3')),
    recordedAs(1, roleChanged('viewer'), { ownerId: 'acme/idle' }),
    recordedAs(2, created('k4', idle), { ownerId: 'acme/idle' }),
    recordedAs(3, deactivated, { ownerId: 'acme/idle' }),
    recordedAs(1, roleChanged('viewer'), { ownerId: 'acme/parked' }),
    recordedAs(2, created('k5', parked), { ownerId: 'acme/parked' }),
    recordedAs(4, deactivated, { ownerId: 'acme/parked' }),
  );
  ports = {
    forwarded: await serve(),
    original: await serve({ source: 'original' }),
    'request-line': await serve({ source: 'request-line' }),
    guarded: await serve({ guarded: true, gatewayToken: 'gateway' }),
    'cut-off': await serve({ cutOff: true }),
  };
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await system.close();
});

interface Ask {
  readonly to?: keyof typeof ports;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string;
}

async function ask({ to = 'forwarded', method = 'GET', path = '/v1/authorize', headers = {}, body }: Ask) {
  const request = httpRequest({ port: ports[to], method, path, headers, agent: false }).end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const content = await text(response);
  return {
    status: response.statusCode,
    headers: response.headers,
    content,
    body: content === '' ? undefined : (JSON.parse(content) as Record<string, unknown>),
  };
}

const reports = { 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': '/api/reports' };
/** A chunked body is for the router. */
let sent = {};
const verify = (body: unknown, more: Ask = {}) =>
  ask({
    method: 'POST',
    path: '/v1/verify',
    body: JSON.stringify(body),
    ...more,
    headers: { 'content-type': 'application/json', ...sent, ...more.headers },
  });

describe('authorize', () => {
  it.each(['GET', 'HEAD', 'POST'])('answers 200 with the key’s identity and without a body to a %s', async (method) => {
    const answer = await ask({ method, headers: { 'X-API-Key': good.secret, ...reports } });
    expect([answer.headers['content-type'], answer.headers['transfer-encoding']]).toEqual([undefined, undefined]);
    expect(answer).toMatchObject({
      status: 200,
      content: '',
      headers: {
        'content-length': '0',
        'x-key-id': 'k1',
        'x-key-owner': ANN,
        'x-key-org': 'acme',
        'x-key-role': 'analyst',
        'x-key-scope': 'read-only',
        'x-key-mode': 'live',
        'cache-control': 'no-store',
      },
    });
  });

  it.each([
    ['no key', {}, 'key-missing'],
    ['two keys', { 'X-API-Key': [good.secret, good.secret] }, 'key-ambiguous'],
    ['no key at all', { 'X-API-Key': 'hello' }, 'malformed'],
    ['a revoked key', { 'X-API-Key': revoked.secret }, 'revoked'],
    ['a key of nobody', { 'X-API-Key': newSecret('c9').secret }, 'unknown'],
    ['a key of an inactive owner', { 'X-API-Key': idle.secret }, 'owner-inactive'],
  ])('answers 401 with a challenge to %s', async (_, headers: Record<string, string | string[]>, code) => {
    const answer = await ask({ headers: { ...headers, 'X-Forwarded-Uri': '/nowhere' } });
    expect(answer).toMatchObject({
      status: 401,
      headers: {
        'www-authenticate': expect.stringContaining('X-API-Key'),
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
      },
      body: { status: 401, code, type: `urn:keyward:error:${code}`, requestId: expect.any(String) },
    });
  });

  it('answers 403 for a permission that is missing and for a route that is unmapped', async () => {
    const denied = await ask({
      headers: { 'X-API-Key': good.secret, 'X-Forwarded-Method': 'DELETE', 'X-Forwarded-Uri': '/api/reports/r1' },
    });
    expect(denied).toMatchObject({
      status: 403,
      body: { code: 'permission-denied', permission: 'reports.delete', reason: 'role' },
      headers: { 'cache-control': 'no-store' },
    });
    const unmapped = await ask({
      headers: { 'X-API-Key': good.secret, 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': '/api/reports/..' },
    });
    expect(unmapped).toMatchObject({
      status: 403,
      body: { code: 'route-unmapped' },
      headers: { 'cache-control': 'no-store' },
    });
    expect(unmapped.headers['www-authenticate']).toBeUndefined();
  });

  it('answers 503 with Retry-After when there is no lease, and for a parked owner', async () => {
    for (const [to, key] of [
      ['cut-off', good.secret],
      ['cut-off', revoked.secret],
      ['forwarded', parked.secret],
    ] as const) {
      const answer = await ask({ to, headers: { 'X-API-Key': key, ...reports } });
      expect(answer).toMatchObject({
        status: 503,
        body: { code: 'verdict-unavailable' },
        headers: { 'retry-after': '1', 'cache-control': 'no-store' },
      });
    }
  });

  it('takes every method, and ignores a body of any type and size', async () => {
    const bodies: readonly [string, string][] = [
      ['application/json', '{"no json'],
      ['text/html', '<p>'],
      ['no type at all', 'x'],
      ['application/octet-stream', 'x'.repeat(3_000_000)],
      ['', 'x'],
    ];
    for (const method of METHODS.filter((each) => each !== 'CONNECT')) {
      const [type, body] = bodies[method.length % bodies.length] ?? ['', ''];
      const withBody = method === 'HEAD' ? {} : { body };
      const answer = await ask({
        method,
        headers: {
          'X-API-Key': good.secret,
          ...reports,
          'content-type': type,
          'content-length': String(method === 'HEAD' ? 0 : body.length),
        },
        ...withBody,
      });
      expect([method, answer.status]).toEqual([method, 200]);
    }
    expect(await ask({ method: 'HEAD', headers: reports })).toMatchObject({ status: 401, content: '' });
  }, 30_000);

  it('reads what is asked from the configured family', async () => {
    const headers = {
      'X-API-Key': good.secret,
      ...reports,
      'X-Original-Method': 'DELETE',
      'X-Original-URI': '/api/reports/r1',
    };
    expect((await ask({ headers, path: '/v1/authorize/api/nowhere' })).status).toBe(200);
    expect((await ask({ to: 'original', headers })).body).toMatchObject({ permission: 'reports.delete' });
    expect(
      (await ask({ to: 'request-line', headers, method: 'POST', path: '/v1/authorize/api/reports/r1/generate?x=1' }))
        .body,
    ).toMatchObject({ permission: 'reports.create' });
  });

  it.each([
    '',
    '/',
    '?x=/api/reports',
    '/api/reports/%zz',
    '/api/reports/..%2Fr1',
    '/api//reports',
    '/api/../reports',
    '/api/reports;x',
    '/api/reports/%00',
  ])('refuses the request line %s as unmapped', async (path) => {
    expect(
      await ask({ to: 'request-line', headers: { 'X-API-Key': good.secret }, path: `/v1/authorize${path}` }),
    ).toMatchObject({ status: 403, body: { code: 'route-unmapped' } });
  });

  it('serves only the gateway when a token is set', async () => {
    const headers = { 'X-API-Key': good.secret, ...reports };
    expect((await ask({ to: 'guarded', headers: { ...headers, 'X-Gateway-Token': 'gateway' } })).status).toBe(200);
    for (const token of [{}, { 'X-Gateway-Token': 'wrong' }, { 'X-Gateway-Token': ['gateway', 'gateway'] }]) {
      expect(await ask({ to: 'guarded', headers: { ...headers, ...token } })).toMatchObject({
        status: 401,
        body: { code: 'gateway-token-invalid' },
        headers: { 'www-authenticate': expect.any(String) },
      });
    }
  });

  it('shows whoever is refused before there is a question', async () => {
    seen.length = 0;
    await ask({ to: 'guarded', headers: { 'X-API-Key': good.secret, ...reports } });
    await ask({ headers: reports });
    await ask({ headers: { ...reports, 'X-API-Key': [good.secret, revoked.secret] } });
    await ask({ headers: { ...reports, 'X-API-Key': revoked.secret } });
    expect(seen).toEqual(['authorize gateway-token-invalid', 'authorize key-missing', 'authorize key-ambiguous']);
  });

  it('neither trusts nor echoes identity headers that came in', async () => {
    const answer = await ask({
      headers: { ...reports, 'X-API-Key': good.secret, 'X-Key-Owner': 'forged', 'X-Key-Role': 'owner' },
    });
    expect(JSON.stringify(answer.headers)).not.toMatch(/forged|"owner"/);
    expect(JSON.stringify(await ask({ headers: { ...reports, 'X-Key-Owner': 'forged' } }))).not.toContain('forged');
  });
});

it('verdicts and how long they took are shown by the door at which they were asked for', async () => {
  const count = async (door: string, code: string) => {
    const pages = await Promise.all(shown.map((metrics) => metrics.metrics()));
    const of = (line: RegExp) => pages.reduce((sum, page) => sum + Number(line.exec(page)?.[1] ?? 0), 0);
    return [
      of(new RegExp(`^keyward_verdicts_total\\{door="${door}",code="${code}"\\} (\\d+)$`, 'm')),
      of(new RegExp(`^keyward_verify_duration_seconds_count\\{door="${door}"\\} (\\d+)$`, 'm')),
    ] as const;
  };
  for (const [door, code, asking] of [
    ['authorize', 'valid', () => ask({ headers: { ...reports, 'X-API-Key': good.secret } })],
    ['verify', 'revoked', () => verify({ key: revoked.secret })],
    ['batch', 'malformed', () => verify({ items: [{ key: 'hello' }] }, { path: '/v1/verify/batch' })],
  ] as const) {
    const [verdicts, durations] = await count(door, code);
    expect((await asking()).status).toBe(200);
    expect(await count(door, code)).toEqual([verdicts + 1, durations + 1]);
  }
});

describe.each([
  ['in front of the router', {}],
  ['by the router', { 'transfer-encoding': 'chunked' }],
])('verify, answered %s', (_way, headers) => {
  beforeAll(() => void (sent = headers));

  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  ajv.addSchema({ $id: 'openapi', components: { schemas: VERIFICATION_SCHEMAS } });
  const documented = ajv.compile({ $ref: 'openapi#/components/schemas/VerifyAnswer' });

  it('answers 200 whenever there is a verdict, as documented', async () => {
    for (const [key, code] of [
      [good.secret, 'valid'],
      [revoked.secret, 'revoked'],
      ['hello', 'malformed'],
      [idle.secret, 'owner-inactive'],
    ] as const) {
      const answer = await verify({ key });
      expect(answer).toMatchObject({
        status: 200,
        body: { code },
        headers: { 'cache-control': 'no-store', 'content-type': expect.stringMatching(/^application\/json/) },
      });
      expect([documented(answer.body), ajv.errorsText(documented.errors)]).toEqual([true, 'No errors']);
    }
    expect(verifyAnswer.parse((await verify({ key: good.secret })).body)).toMatchObject({
      valid: true,
      ownerId: ANN,
      orgId: 'acme',
      role: 'analyst',
    });
  });

  it('answers 503 when there is none', async () => {
    expect(await verify({ key: good.secret }, { to: 'cut-off' })).toMatchObject({
      status: 503,
      body: { code: 'verdict-unavailable' },
      headers: { 'retry-after': '1' },
    });
    expect((await verify({ key: parked.secret })).status).toBe(503);
  });

  it('needs a service token where one is asked for, before the body is read', async () => {
    expect(await verify({ nonsense: 1 }, { to: 'guarded' })).toMatchObject({
      status: 401,
      body: { code: 'service-token-invalid' },
      headers: { 'www-authenticate': 'Bearer' },
    });
    expect(
      (await verify({ key: good.secret }, { to: 'guarded', headers: { authorization: 'Bearer service' } })).body,
    ).toMatchObject({ valid: true });
    expect(
      (await verify({ key: test.secret }, { to: 'guarded', headers: { authorization: 'Bearer service' } })).body,
    ).toEqual({ valid: false, code: 'mode-refused' });
  });

  it.each([
    ['an unknown field', { key: 'x', admin: true }, /admin/],
    ['a key that is a number', { key: 7 }, /key/],
    ['no key', { permission: 'reports.view' }, /key/],
    ['a list', [], /object/],
    ['null', null, /object/],
    ['both questions', { key: 'x', permission: 'a.b', endpoint: { method: 'GET', path: '/' } }, /not both/],
    ['half an endpoint', { key: 'x', endpoint: { method: 'GET' } }, /endpoint\.path/],
  ])('refuses %s and names the fault', async (_, body, fault) => {
    expect(await verify(body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', detail: expect.stringMatching(fault) },
    });
  });

  it.each(['/v1/verify', '/v1/verify/batch'])(
    'refuses a query to %s, a key in it, too, and does not repeat the key',
    async (path) => {
      const body = path === '/v1/verify' ? { key: good.secret } : { items: [{ key: good.secret }] };
      const answer = await verify(body, { path: `${path}?key=${good.secret}` });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'invalid-request', fields: { key: ['is not a known field'] } },
      });
      expect(JSON.stringify(answer)).not.toContain(good.secret);
    },
  );

  it('refuses no body, broken JSON and a body that is too large', async () => {
    expect(await ask({ method: 'POST', path: '/v1/verify' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
    expect(
      await ask({
        method: 'POST',
        path: '/v1/verify',
        body: '{"key":',
        headers: { 'content-type': 'application/json' },
      }),
    ).toMatchObject({ status: 400, body: { code: 'invalid-json' } });
    expect(await verify({ key: 'x'.repeat(100_000) })).toMatchObject({ status: 413 });
  });

  it('shows whoever is refused before there is a question', async () => {
    seen.length = 0;
    await verify({ key: good.secret }, { to: 'guarded' });
    await ask({ method: 'POST', path: '/v1/verify', body: '{"key":', headers: { 'content-type': 'application/json' } });
    await verify({ key: 7 });
    await verify({ items: 'none' }, { path: '/v1/verify/batch' });
    await verify({ key: 'x'.repeat(100_000) });
    await ask({ method: 'POST', path: '/v1/verify', body: 'key=x', headers: { 'content-type': 'application/xml' } });
    expect((await verify({ key: 'hello' })).status).toBe(200);
    await verify({ key: parked.secret });
    expect(seen).toEqual(
      [
        'service-token-invalid',
        'invalid-json',
        'invalid-request',
        'invalid-request',
        'request-too-large',
        'unsupported-media-type',
      ].map((code) => `verify ${code}`),
    );
  });

  it('reports a token that nobody asked for', async () => {
    noticed.length = 0;
    await verify({ key: 'hello' }, { headers: { authorization: 'Bearer unasked' } });
    await verify({ key: 'hello' });
    expect(noticed).toEqual(['unasked']);
  });

  it('answers a batch in order, and says in its place where there is no verdict', async () => {
    const items = [
      { key: good.secret, permission: 'reports.view' },
      { key: parked.secret },
      { key: 'hello' },
      { key: good.secret, endpoint: { method: 'GET', path: '/nowhere' } },
    ];
    const answer = await verify({ items }, { path: '/v1/verify/batch' });
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(answer.body).toMatchObject({
      results: [
        { valid: true, keyId: 'k1' },
        { valid: false, code: 'verdict-unavailable' },
        { code: 'malformed' },
        { code: 'route-unmapped' },
      ],
    });
    expect((await verify({ items }, { path: '/v1/verify/batch', to: 'cut-off' })).body).toEqual({
      results: items.map(() => ({ valid: false, code: 'verdict-unavailable' })),
    });
    expect((await verify({ items: Array(101).fill({ key: 'x' }) }, { path: '/v1/verify/batch' })).body).toMatchObject({
      code: 'invalid-request',
    });
    expect(
      (await verify({ items: Array(100).fill({ key: 'x'.repeat(5000) }) }, { path: '/v1/verify/batch' })).status,
    ).toBe(200);
  });
});
