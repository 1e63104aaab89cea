import { describe, expect, it } from '@jest/globals';
import { rawExchange } from '../raw-exchange.js';
import { type Cases, expectNothing, OF_ADMINISTRATORS, REPORTS } from './expectations.js';

const QUESTIONS = 100;
const BYTES = 300_000;

export function requestCases({ stage, traits }: Cases): void {
  describe('what a good key asks for', () => {
    it.each([
      '/api/reports?a=1&b=%2F..&c=x&a=2',
      '/api/reports?q=x;y',
      '/api/reports?',
      '/api/reports/',
      '/api/%72eports/%7Er',
    ])(`is %s, which reaches the upstream ${traits.path}`, async (path) => {
      const { answer, reached } = await stage().watch({ path, headers: await stage().shown('viewer') });
      const arrives = traits.path === 'decoded' ? unreservedDecoded(path) : [path];
      expect([answer.status, reached.map(({ url }) => arrives.includes(url))]).toEqual([200, [true]]);
    });

    it.each([
      ['GET', '/api/dashboards'],
      ['POST', '/api/dashboards'],
      ['PUT', '/api/dashboards/d1'],
      ['PATCH', '/api/dashboards/d1'],
      ['DELETE', '/api/goals/g1'],
    ])('is asked by %s %s', async (method, path) => {
      const { answer, reached } = await stage().watch({
        method,
        path,
        headers: await stage().shown('analyst'),
        ...(method !== 'GET' && method !== 'DELETE' && { body: { name: 'n' } }),
      });
      expect([answer.status, reached.map((each) => [each.method, each.url])]).toEqual([200, [[method, path]]]);
    });

    it('is asked by HEAD, and answered without a body', async () => {
      const { answer, reached } = await stage().watch({
        method: 'HEAD',
        path: REPORTS,
        headers: await stage().shown('viewer'),
      });
      expect([answer.status, answer.text, reached.map(({ method }) => method)]).toEqual([200, '', ['HEAD']]);
    });

    it.each(['OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'])(
      'is not asked by %s, which is no method of a route',
      async (method) => {
        expectNothing(await stage().watch({ method, path: REPORTS, headers: await stage().shown('analyst') }));
      },
    );

    it.each([
      ['of 300 kB', {}, BYTES],
      ['of 300 kB, chunked', { 'content-length': [], 'transfer-encoding': 'chunked' }, BYTES],
      ['that waits for 100 Continue', { Expect: '100-continue' }, 2000],
      ['that is empty', {}, 0],
    ] as const)('comes with a body %s, and the whole of it arrives', async (_kind, headers, bytes) => {
      const { answer, reached } = await stage().watch({
        method: 'POST',
        path: '/api/dashboards',
        headers: { ...(await stage().shown('analyst')), ...spread(headers) },
        rawBody: Buffer.alloc(bytes, 'x'),
      });
      expect([answer.status, reached.map((each) => each.bytes)]).toEqual([200, [bytes]]);
    });

    it('comes with 20 kB of cookies, more than Keyward takes', async () => {
      const { answer, reached } = await stage().watch({
        path: REPORTS,
        headers: { ...(await stage().shown('viewer')), Cookie: `session=${'c'.repeat(20_000)}` },
      });
      const cookies = reached.map(({ headers }) => headers.find(([name]) => name === 'cookie')?.[1].length);
      expect([answer.status, cookies]).toEqual([200, [20_008]]);
    });

    it('comes with 60 headers of its own', async () => {
      const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`X-Own-${String(at)}`, 'v'.repeat(50)]));
      const { answer, reached } = await stage().watch({
        path: REPORTS,
        headers: { ...(await stage().shown('viewer')), ...many },
      });
      expect([
        answer.status,
        reached.map(({ headers }) => headers.filter(([name]) => name.startsWith('x-own-')).length),
      ]).toEqual([200, [60]]);
    });

    it(`is asked in HTTP/1.0: ${String(traits.http10)}`, async () => {
      const { secret } = await stage().lastingKeyOf('viewer');
      const text = `GET ${REPORTS} HTTP/1.0\r\nHost: app.example.com\r\nX-API-Key: ${secret}\r\n\r\n`;
      expect(await rawExchange(stage().gateway.port, text)).toMatch(
        new RegExp(`^HTTP/1\\.[01] ${String(traits.http10)} `),
      );
    });

    it(`${String(QUESTIONS)} times: connections to Keyward are ${traits.connections}`, async () => {
      const headers = await stage().shown('viewer');
      await stage().send({ path: REPORTS, headers });
      const before = stage().proxy.opened;
      for (let count = 0; count < QUESTIONS; count++)
        expect((await stage().send({ path: REPORTS, headers })).status).toBe(200);
      const opened = stage().proxy.opened - before;
      if (traits.connections === 'kept') expect(opened).toBeLessThanOrEqual(QUESTIONS / 20);
      else expect(opened).toBe(QUESTIONS);
    });
  });

  describe('no request hides in another', () => {
    const hidden = `GET ${OF_ADMINISTRATORS} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const last = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    it.each([
      [
        'whose length is told in two ways',
        `Content-Length: ${String(hidden.length + 5)}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
      ],
      ['whose length is told twice', `Content-Length: 0\r\nContent-Length: ${String(hidden.length)}\r\n\r\n${hidden}`],
      ['whose coding is odd', `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`],
      [
        'with a coding that begins with a space',
        `Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${hidden}`,
      ],
      ['that comes right behind', `Content-Length: 0\r\n\r\n${hidden}`],
    ])('%s', async (_kind, rest) => {
      const { secret } = await stage().lastingKeyOf('analyst');
      const before = stage().service.requests.length;
      await rawExchange(
        stage().gateway.port,
        `POST /api/dashboards HTTP/1.1\r\nHost: app.example.com\r\nX-API-Key: ${secret}\r\n${rest}${last}`,
      );
      expect(
        stage()
          .service.requests.slice(before)
          .filter(({ url }) => url.includes('/users')),
      ).toEqual([]);
    });
  });
}

function spread(headers: Readonly<Record<string, string | readonly string[]>>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

/** The ways in which a gateway may hand on a path that it has normalised by RFC 3986, 6.2.2. */
function unreservedDecoded(path: string): readonly string[] {
  const decoded = path.replace(/%[0-9A-F]{2}/g, (escape) => {
    const character = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape;
  });
  return [decoded, decoded.replaceAll(';', '%3B'), decoded.replace(/\?$/, '')];
}
