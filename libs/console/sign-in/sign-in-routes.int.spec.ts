import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { createHttpApp, HttpEnv } from '#http';
import { createLogger, SystemClock } from '#process';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { PAGE_PATH } from '../http/page-path.js';
import { OneTimeCodes } from './one-time-codes.js';
import { addSignInRoutes } from './sign-in-routes.js';

@Module({})
class Empty {}

const codes = new OneTimeCodes(new SystemClock());
let base: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const env = Object.assign(new HttpEnv(), { PORT: 0, HOST: '127.0.0.1' });
  const app = await createHttpApp(Empty, {
    env,
    clock: new SystemClock(),
    logger: createLogger({ level: 'silent', name: 'test' }),
    openApi: { title: 'test' },
    addRoutes: (fastify) => {
      addSignInRoutes(fastify, { codes, cookie: 'session', token: () => Promise.resolve('a.b.c') });
    },
  });
  close = app.close;
  base = await app.listen();
});
afterAll(() => close());

async function send(
  method: 'POST' | 'DELETE',
  { host, code }: { readonly host?: string; readonly code?: unknown } = {},
) {
  const body = method === 'POST' ? JSON.stringify({ code }) : '';
  const sent = request(`${base}${PAGE_PATH}/session`, {
    method,
    headers: {
      ...(body !== '' && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      ...(host !== undefined && { host }),
    },
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(body);
  });
  const document = await text(answer);
  return {
    status: answer.statusCode,
    cookie: answer.headers['set-cookie'],
    cache: answer.headers['cache-control'],
    document,
  };
}

it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:3000', '127.1.2.3', '[::1]:3000', '[::1]'])(
  'a code signs in under %s, by a cookie that no script and no other site can use',
  async (host) => {
    expect(await send('POST', { host, code: codes.issue() })).toEqual({
      status: 204,
      cookie: ['session=a.b.c; Path=/; HttpOnly; SameSite=Strict'],
      cache: 'no-store',
      document: '',
    });
  },
);

it.each([
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '10.0.0.1',
  '[::2]:3000',
  'evil.example:127.0.0.1',
])('under the foreign name %s no code counts, and none is used up', async (host) => {
  const code = codes.issue();
  expect(await send('POST', { host, code })).toMatchObject({
    status: 401,
    cookie: undefined,
    document: expect.stringContaining('"session-refused"'),
  });
  expect(await send('DELETE', { host })).toMatchObject({ status: 401, cookie: undefined });
  expect((await send('POST', { code })).status).toBe(204);
});

it('a code counts once', async () => {
  const code = codes.issue();
  expect([(await send('POST', { code })).status, (await send('POST', { code })).status]).toEqual([204, 401]);
});

it.each([undefined, null, 7, '', {}])('what is no code signs nobody in: %j', async (code) => {
  expect(await send('POST', { code })).toMatchObject({ status: 401, cookie: undefined });
});

it('signing out takes the cookie back', async () => {
  expect(await send('DELETE')).toMatchObject({
    status: 204,
    cookie: ['session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict'],
  });
});
