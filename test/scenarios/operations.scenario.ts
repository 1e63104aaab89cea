import { afterAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { eventually } from '../kit/eventually.js';
import { exchange, type HttpRequest } from '../kit/http.js';
import { issued } from '../kit/shapes.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/index.js';

const system = await start();
afterAll(() => system.stop());

describe('health', () => {
  it('live and ready are 200 when all is well', async () => {
    expect((await system.send({ path: '/health/live' })).status).toBe(200);
    expect((await system.send({ path: '/health/ready' })).status).toBe(200);
  });
});

describe('metrics', () => {
  it('count verdicts by code, commands and queries by name, and show latency, projection lag, unpublished commits and parked owners', async () => {
    const alice = system.as(person('alice', 'analyst'));
    const { secret } = await alice.createKey();
    await alice.listKeys();
    await system.verify({ key: secret });
    await system.verify({ key: 'hello' });
    const { status, headers } = await system.send({ path: '/metrics' });
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    await eventually(async () => {
      const text = await system.metrics();
      expect(text).toMatch(/verdicts\w*\{[^}]*code="valid"[^}]*\} [1-9]/);
      expect(text).toMatch(/verdicts\w*\{[^}]*code="malformed"[^}]*\} [1-9]/);
      expect(text).toMatch(/^keyward_commands_total\{command="CreateKey",outcome="done"\} [1-9]/m);
      expect(text).toMatch(/^keyward_queries_total\{query="ListKeys",outcome="done"\} [1-9]/m);
      expect(text).toMatch(/_bucket\{/);
      expect(text).toMatch(/^keyward_\w*lag\w*(\{.*\})? 0$/m);
      expect(text).toMatch(/^keyward_\w*unpublished\w*(\{.*\})? 0$/m);
      expect(text).toMatch(/^keyward_\w*parked\w*(\{.*\})? 0$/m);
    });
  });
});

describe('a caller who is refused', () => {
  const refused = async (door: string, reason: string): Promise<void> => {
    await eventually(async () => {
      expect(await system.metrics()).toMatch(
        new RegExp(`keyward_callers_refused_total\\{door="${door}",reason="${reason}"\\} [1-9]`),
      );
    });
    await eventually(() => {
      const line =
        system.output
          .split('\n')
          .find(
            (each) =>
              each.includes('a caller was refused') && each.includes(`"${door}"`) && each.includes(`"${reason}"`),
          ) ?? '{}';
      expect(JSON.parse(line)).toMatchObject({ level: 'warn', door, reason, remote: '127.0.0.1' });
    });
  };

  it.each<[string, string, HttpRequest]>([
    ['management', 'token-missing', { path: '/v1/me' }],
    ['management', 'token-invalid', { path: '/v1/me', headers: { authorization: 'Bearer hello.hello.hello' } }],
    [
      'management',
      'service-token-invalid',
      { path: '/v1/operations/replicas', headers: { authorization: 'Bearer guessed-by-somebody' } },
    ],
    ['authorize', 'key-missing', { path: '/v1/authorize' }],
    ['authorize', 'key-ambiguous', { path: '/v1/authorize', headers: { 'x-api-key': ['hello', 'hello'] } }],
    ['verify', 'invalid-json', { method: 'POST', path: '/v1/verify', rawBody: '{"key":' }],
    ['verify', 'invalid-request', { method: 'POST', path: '/v1/verify', body: { key: 7 } }],
  ])('at %s for %s moves a metric and leaves a line with the address', async (door, reason, request) => {
    await system.send(request);
    await refused(door, reason);
  });

  it('leaves no more lines for the same reason', async () => {
    for (let times = 0; times < 50; times++) await system.send({ path: '/v1/me' });
    const lines = system.output
      .split('\n')
      .filter((each) => each.includes('a caller was refused') && each.includes('token-missing'));
    expect(lines.length).toBeLessThanOrEqual(10); // one a minute, of each process
  });
});

describe('a request id', () => {
  it('is taken over from the caller, and returned', async () => {
    const answer = await system.send({ path: '/v1/me', headers: { 'x-request-id': 'from-the-caller-1' } });
    expect(answer).toMatchObject({
      status: 401,
      headers: { 'x-request-id': 'from-the-caller-1' },
      body: { requestId: 'from-the-caller-1' },
    });
  });

  it('is made when there is none, another one each time', async () => {
    const answers = [await system.send({ path: '/health/live' }), await system.send({ path: '/health/live' })];
    const [first, second] = answers.map((answer) => answer.headers['x-request-id']);
    expect([first, second]).toEqual([expect.stringMatching(/\S{8,}/), expect.stringMatching(/\S{8,}/)]);
    expect(first).not.toBe(second);
  });

  it('that could not stand in a log is replaced', async () => {
    const odd = `${'x'.repeat(300)} {"level":60}`;
    expect(
      (await system.send({ path: '/health/live', headers: { 'x-request-id': odd } })).headers['x-request-id'],
    ).not.toBe(odd);
  });

  it('stands in the log, which is one JSON object a line', async () => {
    await system.as(person('alice', 'analyst')).request('POST', '/v1/keys', {
      body: { name: 'x', scope: 'read-only' },
      headers: { 'x-request-id': 'find-me-again' },
    });
    await eventually(() => {
      const entry = system.output.split('\n').find((line) => line.includes('find-me-again')) ?? '';
      expect(JSON.parse(entry)).toMatchObject({
        requestId: 'find-me-again',
        level: expect.anything(),
        time: expect.anything(),
      });
    });
  });
});

describe('security headers', () => {
  it.each(['/v1/me', '/health/live', '/v1/nothing', '/api/data-sources/'])(
    'stand on every answer that a browser could be led to show: %s',
    async (path) => {
      const { headers } = await exchange(system.addressOf(path), { path });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.any(String),
        'referrer-policy': 'no-referrer',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
    },
  );

  it('no answer with a secret or a verdict may be cached', async () => {
    const answer = await system
      .as(person('alice', 'analyst'))
      .request('POST', '/v1/keys', { body: { name: 'x', scope: 'read-only' } });
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('a process that is asked to end', () => {
  it('is not ready any more, still answers for DRAIN_MS, finishes what it began, and ends with 0', async () => {
    await using draining = await start({ env: { DRAIN_MS: '1000' } });
    const alice = person('alice', 'analyst');
    const { secret } = await draining.as(alice).createKey();
    const body = JSON.stringify({ name: 'Begun before the end', scope: 'read-only' });
    const { hostname, port } = new URL(draining.addressOf('/v1/keys'));
    const begun = request({
      hostname,
      port,
      method: 'POST',
      path: '/v1/keys',
      headers: {
        authorization: `Bearer ${await draining.tokenOf(alice)}`,
        'content-type': 'application/json',
        'content-length': String(body.length),
      },
    });
    begun.write(body.slice(0, 10));
    await once(begun, 'socket');

    const stopped = draining.stop();
    await eventually(async () => {
      expect((await draining.send({ path: '/health/ready' })).status).toBe(503);
    });
    expect((await draining.verify({ key: secret })).code).toBe('valid');
    begun.end(body.slice(10));
    const [response] = (await once(begun, 'response')) as [IncomingMessage];
    const answer = JSON.parse((await response.setEncoding('utf8').toArray()).join('')) as unknown;
    draining.rememberKey(issued.parse(answer).secret);
    expect(response.statusCode).toBe(201);
    await stopped;
  });
});
