import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpKeyVerifier } from './http-key-verifier.js';
import { VerdictUnavailable } from './key-verifier.js';

const KEY = 'claribi_sk_live_secret';
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function serving(
  handle: (request: IncomingMessage, body: string, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        handle(request, Buffer.concat(chunks).toString(), response);
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const answering = (status: number, body: string, headers = {}) =>
  serving((_, __, response) => {
    response.writeHead(status, headers).end(body);
  });

describe('HttpKeyVerifier', () => {
  it('asks POST /v1/verify', async () => {
    const seen: unknown[] = [];
    const url = await serving(({ method, url: path, headers }, body, response) => {
      seen.push([method, path, headers.authorization, JSON.parse(body)]);
      response.end('{"valid":false,"code":"revoked"}');
    });
    const endpoint = { method: 'GET', path: '/api/reports' };
    expect(await new HttpKeyVerifier({ url, serviceToken: 't0ken' }).verify({ key: KEY, endpoint })).toEqual({
      valid: false,
      code: 'revoked',
    });
    expect(seen).toEqual([['POST', '/v1/verify', 'Bearer t0ken', { key: KEY, endpoint }]]);
  });

  it('has no verdict, and says when to ask again, when the answer is 503', async () => {
    const verifier = new HttpKeyVerifier({ url: await answering(503, '', { 'retry-after': '7' }) });
    await expect(verifier.verify({ key: KEY })).rejects.toMatchObject({
      name: 'VerdictUnavailable',
      retryAfterSeconds: 7,
    });
  });

  it.each([
    ['is answered no JSON', 200, '<html>'],
    ['is sent elsewhere', 307, ''],
  ])('has no verdict when it %s', async (_, status, body) => {
    const verifier = new HttpKeyVerifier({ url: await answering(status, body, { location: 'http://127.0.0.1:1/' }) });
    await expect(verifier.verify({ key: KEY })).rejects.toBeInstanceOf(VerdictUnavailable);
  });
});
