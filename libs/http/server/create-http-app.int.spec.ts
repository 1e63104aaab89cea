import { afterAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Problem } from '#contracts';
import { generateSecret } from '#key-secret';
import { IsInt, IsString, MaxLength } from 'class-validator';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { eventually } from '../../../test/kit/eventually.js';
import { AdjustableClock, createLogger } from '#process';
import { HttpEnv } from '../http-env.js';
import { OptionalField } from '../problems/optional-field.decorator.js';
import { createHttpApp, type HttpAppOptions } from './create-http-app.js';

const KEY = generateSecret({ prefix: 'claribi', mode: 'live' });

class Order {
  @ApiProperty()
  @IsString()
  @MaxLength(10)
  readonly name: string;

  @ApiProperty()
  @IsInt()
  readonly count: number;
}

class Colour {
  @ApiProperty({ required: false })
  @OptionalField()
  @IsString()
  readonly colour?: string;
}

@Controller('/orders')
class OrdersController {
  @Get()
  list(): object {
    return { orders: [] };
  }

  @Post()
  create(@Body() order: Order): object {
    return { name: order.name };
  }

  @Get('some')
  some(@Query() { colour }: Colour): object {
    return { colour };
  }

  @Get('some/:id')
  one(@Param('id') id: string): object {
    return { id };
  }

  @Get('refused')
  refused(): never {
    throw new Problem('key-limit-reached', 'Revoke one first.', { limit: 3 });
  }

  @Get('broken')
  broken(): never {
    throw new Error('cannot reach database at 10.0.0.1 with claribi_sk_live_abcdefghijklmnopqrstuvwxyz0123456789');
  }
}

@Module({ controllers: [OrdersController] })
class OrdersModule {}

const lines: string[] = [];
const logger = createLogger({
  level: 'debug',
  name: 'test',
  destination: {
    write: (line) => {
      lines.push(line);
    },
  },
});
const create = (options: Partial<HttpAppOptions> = {}) =>
  createHttpApp(OrdersModule, {
    env: Object.assign(new HttpEnv(), { PORT: 0 }),
    logger,
    clock: new AdjustableClock(),
    openApi: { title: 'Orders' },
    addRoutes: (fastify) => {
      fastify.post('/plain', (request) => ({ got: request.body }));
      fastify.get('/plain/broken', () => {
        throw new Error('inner detail');
      });
      fastify.get('/plain/full', () => {
        throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
      });
      fastify.get('/plain/busy', () => {
        throw new Problem('verdict-unavailable', 'Later.', { retryAfter: 7 });
      });
      fastify.get('/plain/secret', () => {
        throw new Problem('token-missing');
      });
    },
    ...options,
  });

it('an HTTP app that closes cuts off a request that takes longer than it may', async () => {
  const app = await create({
    addRoutes: (fastify) => {
      fastify.get('/never', () => new Promise(() => undefined));
    },
  });
  const unanswered = fetch(`${await app.listen()}/never`);
  await app.close(100);
  await expect(unanswered).rejects.toThrow('fetch failed');
});

describe('an HTTP app', () => {
  const started = create();
  const address = started.then((app) => app.listen());
  afterAll(async () => (await started).close());

  const send = async (
    method: string,
    path: string,
    { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
  ) => {
    const answer = await fetch(`${await address}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body }),
    });
    const content = await answer.text();
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      content,
      body: content.startsWith('{') ? (JSON.parse(content) as unknown) : undefined,
    };
  };

  const order = (value: unknown) => ({ body: JSON.stringify(value) });

  it.each([
    ['an unknown route', 'GET', '/nothing', {}, 404, 'not-found'],
    ['a method the route does not take', 'DELETE', '/orders', {}, 405, 'method-not-allowed'],
    ['the same with a slash at the end', 'DELETE', '/orders/', {}, 405, 'method-not-allowed'],
    ['a QUERY', 'QUERY', '/orders', {}, 405, 'method-not-allowed'],
    ['a QUERY of an unknown route', 'QUERY', '/nothing', {}, 404, 'not-found'],
    ['a method with a body the route does not take', 'PUT', '/orders', { body: '{' }, 405, 'method-not-allowed'],
    ['a path that cannot be decoded', 'GET', '/orders/%zz', {}, 400, 'invalid-request'],
    ['broken JSON', 'POST', '/orders', { body: '{"name": "x' }, 400, 'invalid-json'],
    ['broken JSON to a plain route', 'POST', '/plain', { body: '{"name": "x' }, 400, 'invalid-json'],
    ['__proto__', 'POST', '/orders', { body: '{"__proto__": {"a": 1}}' }, 400, 'invalid-request'],
    [
      'an empty JSON body',
      'POST',
      '/orders',
      { headers: { 'content-type': 'application/json' } },
      400,
      'invalid-request',
    ],
    ['no body', 'POST', '/orders', {}, 400, 'invalid-request'],
    ['a list', 'POST', '/orders', order([]), 400, 'invalid-request'],
    ['null', 'POST', '/orders', order(null), 400, 'invalid-request'],
    ['a string', 'POST', '/plain', order('x'), 400, 'invalid-request'],
    ['a wrong field', 'POST', '/orders', order({ name: 'a name too long', count: 1 }), 400, 'invalid-request'],
    ['an unknown field', 'POST', '/orders', order({ name: 'a', count: 1, colour: 'red' }), 400, 'invalid-request'],
    ['a body of 2 MB', 'POST', '/orders', order({ name: 'x'.repeat(2_000_000) }), 413, 'request-too-large'],
    [
      'a form',
      'POST',
      '/orders',
      { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    [
      'plain text',
      'POST',
      '/plain',
      { body: 'x', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
    ['headers of 32 kB', 'GET', '/orders', { headers: { 'x-long': 'x'.repeat(32_768) } }, 431, 'headers-too-large'],
    [
      'an object nested 9,000 deep',
      'POST',
      '/orders',
      { body: `{"name":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)},"count":1}` },
      400,
      'invalid-request',
    ],
    [
      'a list nested 30,000 deep to a plain route',
      'POST',
      '/plain',
      { body: `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}` },
      400,
      'invalid-request',
    ],
    [
      '6,000 unknown fields',
      'POST',
      '/orders',
      order(Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`f${String(index)}`, 0]))),
      400,
      'invalid-request',
    ],
    ['a full disk', 'GET', '/plain/full', {}, 503, 'not-ready'],
    ['a refusal', 'GET', '/orders/refused', {}, 409, 'key-limit-reached'],
    ['a fault of ours', 'GET', '/orders/broken', {}, 500, 'internal'],
    ['a fault of ours in a plain route', 'GET', '/plain/broken', {}, 500, 'internal'],
    ['a refusal of a plain route', 'GET', '/plain/secret', {}, 401, 'token-missing'],
  ] as const)(
    'answers %s with a problem that carries a request id and a sentence',
    async (_what, method, path, request, status, code) => {
      const answer = await send(method, path, request);
      expect(answer).toMatchObject({
        status,
        headers: {
          'content-type': 'application/problem+json',
          'cache-control': 'no-store',
          'x-request-id': expect.stringMatching(/.{8}/),
        },
      });
      expect(answer.body).toMatchObject({
        status,
        code,
        type: `urn:keyward:error:${code}`,
        title: expect.any(String),
        detail: expect.stringMatching(/^[A-Z].+\.$/s),
        requestId: answer.headers['x-request-id'],
      });
    },
  );

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'prototype'])(
    'knows no field %s, neither in a body nor in a query',
    async (name) => {
      const unknown = { status: 400, body: { code: 'invalid-request', fields: { [name]: ['is not a known field'] } } };
      expect(await send('POST', '/orders', { body: `{"name":"a","count":1,"${name}":{}}` })).toMatchObject(unknown);
      expect(await send('GET', `/orders/some?${name}=1`)).toMatchObject(unknown);
    },
  );

  it('lets nothing of an answer be kept: no-store is on all of them', async () => {
    for (const [method, path] of [
      ['GET', '/orders'],
      ['HEAD', '/orders'],
      ['GET', '/health/live'],
      ['HEAD', '/health/ready'],
      ['GET', '/metrics'],
      ['GET', '/v1/openapi.json'],
      ['POST', '/plain'],
    ] as const) {
      const { headers } = await send(method, path, method === 'POST' ? order({}) : {});
      expect([method, path, headers['cache-control']]).toEqual([method, path, 'no-store']);
    }
  });

  it.each([
    ['in a field', 'POST', '/orders', order({ name: `x ${KEY}`, count: 1 }), 'name'],
    ['in a field that is not known', 'POST', '/orders', order({ colour: { deep: [[KEY]] } }), 'deep'],
    ['as a field', 'POST', '/orders', order({ [KEY]: 1 }), 'the body'],
    ['in the query', 'GET', `/orders/some?colour=${KEY}`, {}, 'colour'],
    ['in the path', 'GET', `/orders/some/${encodeURIComponent(`a ${KEY}`)}`, {}, 'id'],
    [
      'as Idempotency-Key',
      'POST',
      '/orders',
      { ...order({ name: 'a', count: 1 }), headers: { 'idempotency-key': `retry-${KEY}` } },
      'Idempotency-Key',
    ],
  ] as const)('refuses a key %s, and says where and what to do', async (_what, method, path, request, field) => {
    const answer = await send(method, path, request);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'invalid-request',
        detail: expect.stringContaining(`${field} looks like an API key: revoke it`),
        fields: { [field]: [expect.any(String)] },
      },
    });
    expect(answer.content).not.toContain(KEY.slice(20));
    expect(lines.join('')).not.toContain(KEY.slice(20));
  });

  it('takes no key as a request id', async () => {
    const { headers } = await send('GET', '/orders', { headers: { 'x-request-id': KEY } });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names every wrong field', async () => {
    const { body } = await send('POST', '/orders', order({ name: 7, colour: 'red' }));
    expect(body).toMatchObject({
      fields: {
        name: expect.arrayContaining(['must be a string']),
        count: ['must be an integer number'],
        colour: ['is not a known field'],
      },
    });
  });

  it('names some of very many wrong fields, and says how many more there are', async () => {
    const { body, content } = await send(
      'POST',
      '/orders',
      order(Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`f${String(index)}`, 0]))),
    );
    expect(body).toMatchObject({ detail: expect.stringMatching(/f1: is not a known field.*; and 2982 more\.$/) });
    expect(content.length).toBeLessThan(5000);
  });

  it('takes headers of nearly 32 kB, as a browser with many cookies sends them', async () => {
    expect((await send('GET', '/orders', { headers: { cookie: 'x'.repeat(31_000) } })).status).toBe(200);
  });

  it('keeps the members that a problem adds, and says when to try again', async () => {
    expect((await send('GET', '/orders/refused')).body).toMatchObject({ limit: 3, detail: 'Revoke one first.' });
    expect((await send('GET', '/plain/busy')).headers).toMatchObject({ 'retry-after': '7' });
    expect((await send('GET', '/plain/secret')).headers).toMatchObject({ 'www-authenticate': 'Bearer' });
  });

  it('shows nothing of a fault of ours but the request id, and logs it once with its stack and without secrets', async () => {
    lines.length = 0;
    const { content } = await send('GET', '/orders/broken', { headers: { 'x-request-id': 'req-broken-1' } });
    expect(content).not.toMatch(/database|claribi/);
    const errors = lines.filter((line) => line.includes('"level":"error"'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/req-broken-1.*cannot reach database|cannot reach database.*req-broken-1/);
    expect(errors[0]).not.toContain('abcdefghijklmnop');
  });

  it('takes over a request id that can go into a log, and makes its own otherwise', async () => {
    expect((await send('GET', '/orders', { headers: { 'x-request-id': 'abc-1' } })).headers).toMatchObject({
      'x-request-id': 'abc-1',
    });
    expect(
      (await send('GET', '/orders', { headers: { 'x-request-id': 'two words' } })).headers['x-request-id'],
    ).toMatch(/^[0-9a-f-]{36}$/);
    const made = await Promise.all(
      Array.from({ length: 20 }, async () => (await send('GET', '/orders')).headers['x-request-id']),
    );
    expect(new Set(made).size).toBe(20);
  });

  it('sends security headers', async () => {
    expect((await send('GET', '/orders')).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.any(String),
    });
  });

  const sendRaw = async (request: string): Promise<string> => {
    const { hostname, port } = new URL(await address);
    const socket = connect(Number(port), hostname);
    socket.end(request);
    return text(socket);
  };

  it.each(
    ['application/json', 'text/plain', 'no type'].flatMap((type) => [
      [type, ''],
      [type, 'Content-Length: 0\r\n'],
    ]),
  )('a request of type %s without a body is answered at once: %j', async (type, length) => {
    expect(
      await sendRaw(`POST /plain HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${length}Connection: close\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 200 .*\{\}$/s);
  });

  it('answers what is no HTTP with a problem', async () => {
    expect(await sendRaw('nonsense\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 .*application\/problem\+json.*"code":"invalid-request"/s,
    );
  });

  it('logs one line per request with its route, never its path', async () => {
    lines.length = 0;
    await send('GET', '/nothing/claribi-secret-path');
    await send('GET', '/orders');
    const requests = lines.filter((line) => line.includes('"msg":"request"'));
    expect(requests).toHaveLength(2);
    expect(requests[1]).toContain('"route":"/orders"');
    expect(lines.join('')).not.toContain('claribi-secret-path');
  });

  it('is live at once, and ready when no check names a reason', async () => {
    const { readiness } = await started;
    let reason: string | null = 'replaying 5 events';
    readiness.add('projection', () => reason);
    expect((await send('GET', '/health/live')).status).toBe(200);
    expect(await send('GET', '/health/ready')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { code: 'not-ready', reasons: { projection: 'replaying 5 events' } },
    });
    reason = null;
    expect(await send('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('counts the requests that are being answered, of which asking for it is one', async () => {
    await Promise.all([send('GET', '/orders'), send('GET', '/orders/broken'), send('POST', '/orders')]);
    await eventually(async () => {
      expect((await send('GET', '/metrics')).content).toMatch(/^http_requests_in_flight 1$/m);
    });
  });

  it.each([
    ['*/*', 'text/plain; version=0.0.4; charset=utf-8', '# TYPE keyward_callers_refused_total counter\n'],
    [
      'application/openmetrics-text',
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
      '# TYPE keyward_callers_refused counter\n',
    ],
  ])('shows metrics to who accepts %s as %s', async (accept, type, line) => {
    const { headers, content } = await send('GET', '/metrics', { headers: { accept } });
    expect(headers['content-type']).toBe(type);
    expect(content).toContain(line);
  });

  it('measures requests by route template', async () => {
    await send('GET', '/orders');
    expect((await send('GET', '/metrics')).content).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/orders",status="200"\} \d+/,
    );
  });

  it('describes every route of Nest’s, and its own, with their problems', async () => {
    const { body } = await send('GET', '/v1/openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/orders': { post: { responses: { 400: { $ref: '#/components/responses/Problem400' }, 413: {}, 429: {} } } },
        '/health/ready': { get: { security: [] } },
      },
      components: { responses: { Problem404: { content: { 'application/problem+json': {} } } } },
    });
  });

  it('lists what the server answers', async () => {
    const listed = (await started).routes.map(({ method, path }) => `${method} ${path}`);
    expect(listed.filter((route) => !route.includes('/plain')).sort()).toEqual([
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
      'GET /orders',
      'GET /orders/broken',
      'GET /orders/refused',
      'GET /orders/some',
      'GET /orders/some/{id}',
      'GET /v1/openapi.json',
      'POST /orders',
    ]);
  });

  it('has no test clock', async () => {
    expect((await send('POST', '/test/clock', order({ now: '2030-01-01T00:00:00Z' }))).status).toBe(404);
  });
});

it('sets the clock over HTTP in a process that was started for tests', async () => {
  const clock = new AdjustableClock();
  const { app, close, routes, openApi } = await create({
    clock,
    env: Object.assign(new HttpEnv(), { KEYWARD_TEST_CLOCK: true }),
  });
  const set = (now: unknown) => app.inject({ method: 'POST', url: '/test/clock', payload: { now } });
  expect((await set('2030-01-01T00:00:00Z')).statusCode).toBe(200);
  expect(clock.now().toISOString()).toMatch(/^2030-01-01T00:00:0/);
  expect((await set('tomorrow')).statusCode).toBe(400);
  expect(routes).toContainEqual({ method: 'POST', path: '/test/clock' });
  expect(openApi['paths']).toHaveProperty(['/test/clock']);
  await close();
});
