import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { text } from 'node:stream/consumers';
import { AdjustableClock, createLogger, createMetrics } from '#process';
import { HttpEnv } from '../http-env.js';
import { Authority, certificateFiles } from '../../../test/kit/certificates.js';
import { eventually } from '../../../test/kit/eventually.js';
import { createHttpApp, type HttpAppOptions } from './create-http-app.js';

@Module({})
class EmptyModule {}

const logger = createLogger({ level: 'silent', name: 'test' });
const closers: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closers.map((close) => close())));

async function serve(env: Partial<HttpEnv>, options: Partial<HttpAppOptions> = {}): Promise<URL> {
  const { listen, close } = await createHttpApp(EmptyModule, {
    env: Object.assign(new HttpEnv(), { PORT: 0, ...env }),
    logger,
    clock: new AdjustableClock(),
    openApi: { title: 'Limits' },
    addRoutes: (fastify) => {
      fastify.post('/plain', (request) => ({ got: request.body }));
    },
    ...options,
  });
  closers.push(close);
  return new URL(await listen());
}

/**
 * Sends `first`, then a byte now and then for as long as the connection is open. Resolves with what came back, and
 * after how long.
 */
async function drip({ hostname, port }: URL, first: string): Promise<{ readonly answer: string; readonly ms: number }> {
  const startedAt = performance.now();
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).write(first);
  const dripping =
    first === ''
      ? undefined
      : setInterval(() => {
          socket.write('x');
        }, 40);
  const answer = await text(socket).catch(() => '');
  clearInterval(dripping);
  return { answer, ms: performance.now() - startedAt };
}

describe('REQUEST_TIMEOUT_MS', () => {
  const TIMEOUT_MS = 400;
  const address = serve({ REQUEST_TIMEOUT_MS: TIMEOUT_MS });

  it.each([
    [
      'headers that go on and on',
      'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      /^HTTP\/1\.1 408 .*application\/problem\+json.*"code":"request-timeout"/s,
    ],
    [
      'a body that goes on and on',
      'POST /plain HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n',
      /^$/,
    ],
    ['a connection that asks nothing', '', /^/],
  ])('ends %s, however often something comes', async (_, first, expected) => {
    const { answer, ms } = await drip(await address, first);
    expect(answer).toMatch(expected);
    expect(ms).toBeGreaterThan(TIMEOUT_MS - 50);
    expect(ms).toBeLessThan(10_000); // far below Node's own 30, 60 and 90 s
  });
});

describe('MAX_CONNECTIONS', () => {
  const open: Socket[] = [];
  afterEach(() => {
    for (const socket of open) socket.destroy();
  });

  it('closes what is one too many at once, and takes another when one has ended', async () => {
    const { hostname, port } = await serve({ MAX_CONNECTIONS: 2 });
    const dial = async (): Promise<Socket> => {
      const socket = connect(Number(port), hostname);
      open.push(socket.on('error', () => undefined));
      await once(socket, 'connect');
      return socket;
    };
    const answered = async (socket: Socket): Promise<boolean> => {
      socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
      return Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)]);
    };
    const [first, second] = [await dial(), await dial()];
    expect([await answered(first), await answered(second)]).toEqual([true, true]);
    expect(await answered(await dial())).toBe(false);
    expect(await answered(second)).toBe(true);
    first.destroy();
    await eventually(async () => {
      expect(await answered(await dial())).toBe(true);
    });
  });

  it.each(['', 'over TLS '])('%sone more ends the oldest that has asked nothing', async (tls) => {
    const authority = tls === '' ? undefined : await Authority.create();
    const files = authority && certificateFiles(await authority.issue('server'));
    const metrics = createMetrics(logger);
    const { hostname, port } = await serve({ MAX_CONNECTIONS: 3, ...files }, { metrics });
    const dial = async (): Promise<Socket> => {
      const where = { host: hostname, port: Number(port) };
      const socket =
        authority === undefined ? connect(where) : connectTls({ ...where, ca: authority.ca, servername: 'localhost' });
      open.push(socket.on('error', () => undefined).resume());
      await once(socket, authority === undefined ? 'connect' : 'secureConnect');
      return socket;
    };
    const answered = async (socket: Socket): Promise<boolean> => {
      if (socket.destroyed) return false;
      socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
      return Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)]);
    };
    const asked = await dial();
    expect(await answered(asked)).toBe(true);
    const silent = [await dial(), await dial()];
    expect(await answered(await dial())).toBe(true);
    expect([await answered(asked), ...(await Promise.all(silent.map(answered)))]).toEqual([true, false, true]);
    expect(await metrics.metrics()).toContain('keyward_http_connections_ended_total{reason="no request"} 1');
  });
});

it('an idle connection stays for 72 s, and the answer says so', async () => {
  const { headers } = await fetch(new URL('/health/live', await serve({})));
  expect(headers.get('keep-alive')).toBe('timeout=72');
});

it('MAX_HEADER_BYTES is how long the headers may be', async () => {
  const address = await serve({ MAX_HEADER_BYTES: 65_536 });
  const sent = async (bytes: number) =>
    (await fetch(new URL('/health/live', address), { headers: { cookie: 'x'.repeat(bytes) } })).status;
  expect([await sent(60_000), await sent(66_000)]).toEqual([200, 431]);
});

it('what a client has asked that can no longer be answered is dropped', async () => {
  const seen: string[] = [];
  const { hostname, port } = await serve(
    {},
    {
      front: ({ url = '', socket }) => {
        seen.push(url);
        if (url === '/leave') socket.destroy();
        return url === '/leave';
      },
    },
  );
  const socket = connect(Number(port), hostname);
  socket.write(['/leave', '/a', '/b', '/c'].map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  await once(socket.resume(), 'close');
  expect(seen).toEqual(['/leave']);
});
