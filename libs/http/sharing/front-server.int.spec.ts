import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { eventually } from '../../../test/kit/eventually.js';
import { exchange } from '../../../test/kit/http.js';
import { freePort } from '../../../test/profiles/free-port.js';
import { HttpEnv } from '../http-env.js';
import { FrontServer } from './front-server.js';
import { takeForwarded } from './take-forwarded.js';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly address: string | undefined;
  readonly body: string;
}

const folder = mkdtempSync(join(tmpdir(), 'keyward-front-'));
const path = join(folder, 'main.sock');
const env = new HttpEnv();
let ended = 0;
let main: Server;
let stopForwarding: () => Promise<void>;
let front: FrontServer;
let port: number;

/** Answers what it was asked; `/slow` only once `finish` is called. */
const NOTHING = (): void => undefined;
let finish = NOTHING;
async function answer(asked: IncomingMessage, response: ServerResponse): Promise<void> {
  response.once('close', () => {
    if (!response.writableFinished) ended++;
  });
  if (asked.url === '/slow') await new Promise<void>((resolve) => (finish = resolve));
  if (asked.url === '/early') {
    response.writeHead(413, { connection: 'close' }).end('too large');
    return;
  }
  let body = '';
  if (asked.headers['content-length'] !== undefined || asked.headers['transfer-encoding'] !== undefined)
    for await (const chunk of asked) body += String(chunk);
  const { method, url, headers, socket } = asked;
  response
    .writeHead(200, { 'content-type': 'application/json', 'x-twice': ['1', '2'], 'keep-alive': 'timeout=1' })
    .end(JSON.stringify({ method, url, headers, body, address: socket.remoteAddress } satisfies Seen));
}

const serve = async (): Promise<void> => {
  port = await freePort();
  front = new FrontServer({
    env,
    host: '127.0.0.1',
    port,
    mainAt: path,
    logger: pino({ level: 'silent' }),
    metrics: new Registry(),
    front: ({ url }, response) => {
      if (url === '/verdict') response.end('verdict');
      return url === '/verdict';
    },
  });
  await front.start();
};
const at = (): string => `http://127.0.0.1:${String(port)}`;

beforeAll(async () => {
  main = createServer((asked, response) => void answer(asked, response));
  stopForwarding = await takeForwarded(main, path, env);
  await serve();
});
afterAll(async () => {
  await front.close();
  await stopForwarding();
  rmSync(folder, { recursive: true });
});

describe('a server in front of the main one', () => {
  it('answers what it knows itself, and has the main one answer the rest', async () => {
    expect((await exchange(at(), { path: '/verdict' })).text).toBe('verdict');
    const { status, headers, body } = await exchange(at(), {
      method: 'POST',
      path: '/a%2Fb?c=%20',
      headers: { 'x-some': ['1', '2'], te: 'trailers', 'keep-alive': 'timeout=1', expect: '100-continue' },
      body: { some: 'thing' },
    });
    expect({ status, twice: headers['x-twice'] }).toEqual({ status: 200, twice: '1, 2' });
    expect(body).toMatchObject({ method: 'POST', url: '/a%2Fb?c=%20', body: '{"some":"thing"}' });
    const seen = (body as Seen).headers;
    expect(seen).toMatchObject({ host: `127.0.0.1:${String(port)}`, 'x-some': '1, 2' });
    for (const name of ['te', 'keep-alive', 'expect']) expect(seen).not.toHaveProperty(name);
  });

  it('tells the address of the client, and lets no client tell another', async () => {
    const { body } = await exchange(at(), { path: '/', headers: { 'x-keyward-peer': '203.0.113.1' } });
    expect(body).toMatchObject({ address: '127.0.0.1', headers: { 'x-keyward-peer': '127.0.0.1' } });
  });

  /** The answers to `first`, and to a question behind it. */
  const onOneConnection = async (first: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`${first}GET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 'latin1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    await once(socket, 'close');
    return text;
  };

  it.each(
    ['DELETE', 'PUT', 'GET'].flatMap((method) => [
      [method, 'Transfer-Encoding: chunked', '5\r\nGET /\r\n0\r\n\r\n'],
      [method, 'Content-Length: 5', 'GET /'],
      [method, 'Connection: content-length\r\nContent-Length: 5', 'GET /'],
      [method, 'Connection: transfer-encoding\r\nTransfer-Encoding: chunked', '5\r\nGET /\r\n0\r\n\r\n'],
    ]),
  )('takes what a body holds for no question of its own: %s, %s', async (method, framed, body) => {
    const text = await onOneConnection(`${method} /first HTTP/1.1\r\nHost: x\r\n${framed}\r\n\r\n${body}`);
    expect(text.match(/"url":"[^"]*"/g)).toEqual(['"url":"/first"', '"url":"/second"']);
    expect(text).toContain('"body":"GET /"');
  });

  it('survives what Node reads and would not write', async () => {
    for (const path of ['/a\tb', '/a\fb', '/\xff', '/\x7f', '*', 'http://else.where/', '//'])
      await onOneConnection(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-Some: \xe9\x80\r\n\r\n`);
    expect((await exchange(at(), { path: '/verdict' })).status).toBe(200);
  });

  it('passes on an answer that comes before the whole question, and that the connection ends', async () => {
    const agent = new Agent({ keepAlive: true });
    const asked = request(`${at()}/early`, { method: 'POST', agent, headers: { 'content-length': '1000000' } });
    asked.on('error', () => undefined).write('x');
    const [given] = (await once(asked, 'response')) as [IncomingMessage];
    expect({ status: given.statusCode, connection: given.headers.connection }).toEqual({
      status: 413,
      connection: 'close',
    });
    asked.destroy();
  });

  it('loses no answer that comes before the whole question', async () => {
    const large = { method: 'POST', path: '/early', rawBody: Buffer.alloc(70_000) };
    for (let times = 0; times < 50; times++) expect(await exchange(at(), large, false)).toMatchObject({ status: 413 });
  });

  it('ends there what its client ends here', async () => {
    const before = ended;
    const asked = request(`${at()}/slow`).on('error', () => undefined);
    asked.end();
    await eventually(() => {
      expect(finish).not.toBe(NOTHING);
    });
    asked.destroy();
    await eventually(() => {
      expect(ended).toBe(before + 1);
    });
    finish();
  });

  it('ends when what is in flight is answered, and accepts no more meanwhile', async () => {
    finish = NOTHING;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await exchange(at(), { path: '/verdict' }, agent);
    const slow = exchange(at(), { path: '/slow' }, agent);
    await eventually(() => {
      expect(finish).not.toBe(NOTHING);
    });
    const closed = front.close();
    await expect(exchange(at(), { path: '/verdict' }, false)).rejects.toThrow('ECONNREFUSED');
    finish();
    expect((await slow).status).toBe(200);
    await closed;
  });

  it('says that the main one is not there', async () => {
    await serve();
    await stopForwarding();
    expect(await exchange(at(), { path: '/' })).toMatchObject({
      status: 503,
      body: { code: 'not-ready' },
      headers: { connection: 'close', 'retry-after': expect.stringMatching(/\d/) },
    });
    stopForwarding = () => Promise.resolve();
  });
});
