import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Problem } from '#contracts';
import { createHttpApp, HttpEnv } from '#http';
import { createLogger, SystemClock } from '#process';
import { request } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, brotliCompressSync } from 'node:zlib';
import { addPageRoutes, type PageOptions } from './page-routes.js';
import { PAGE_PATH } from './page-path.js';

@Module({})
class Empty {}

const folder = mkdtempSync(join(tmpdir(), 'keyward-page-'));
const script = 'console.log("the page");';
let base: string;
let close: () => Promise<void>;

async function serve(built: string, options: Omit<PageOptions, 'folder'> = {}) {
  const env = Object.assign(new HttpEnv(), { PORT: 0, HOST: '127.0.0.1' });
  return createHttpApp(Empty, {
    env,
    clock: new SystemClock(),
    logger: createLogger({ level: 'silent', name: 'test' }),
    openApi: { title: 'test' },
    addRoutes: (fastify) => {
      fastify.get('/refuses', () => {
        throw new Problem('forbidden');
      });
      addPageRoutes(fastify, { folder: built, ...options });
    },
  });
}

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>API Keys</title>');
  writeFileSync(
    join(folder, 'authentication.html'),
    '<!doctype html><title>Authentication: JWT Tokens vs. API Keys</title>',
  );
  writeFileSync(join(folder, 'docs.html'), '<!doctype html><title>API reference</title>');
  writeFileSync(join(folder, 'color-scheme.js'), script);
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), script);
  writeFileSync(join(folder, 'assets', 'index-abc.js.br'), brotliCompressSync(script));
  const app = await serve(folder);
  close = app.close;
  base = await app.listen();
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers = {}) => fetch(`${base}${path}`, { headers, redirect: 'manual' });

describe('the page', () => {
  it.each(['', '/', '/key/k1', '/members', '/sign-in'])('has its document at %s', async (view) => {
    const answer = await get(`${PAGE_PATH}${view}`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(await answer.text()).toContain('<title>API Keys</title>');
  });

  it('may load what comes from here, be framed by nobody and make no script of text', async () => {
    const { headers } = await get(PAGE_PATH);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      "trusted-types 'none'",
    ]);
    expect([
      headers.get('x-frame-options'),
      headers.get('referrer-policy'),
      headers.get('permissions-policy'),
      headers.get('cross-origin-opener-policy'),
      headers.get('x-content-type-options'),
    ]).toEqual(['DENY', 'no-referrer', 'clipboard-write=(self)', 'same-origin', 'nosniff']);
  });

  it('has the article on tokens and keys beside it, under the same policy', async () => {
    const [answer, page] = [await get(`${PAGE_PATH}/authentication`), await get(PAGE_PATH)];
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toBe(page.headers.get('content-security-policy'));
    expect(await answer.text()).toContain('JWT Tokens vs. API Keys');
  });

  it('has the API reference beside it, which /docs leads to, and which may have pictures in its style', async () => {
    const short = await get('/docs');
    expect([short.status, short.headers.get('location')]).toEqual([302, `${PAGE_PATH}/docs`]);
    const answer = await get(`${PAGE_PATH}/docs`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('API reference');
    expect(answer.headers.get('content-security-policy')?.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
  });

  it('is also found at Settings > API Keys', async () => {
    const answer = await get('/settings/api-keys');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, PAGE_PATH]);
  });

  it('has assets that browsers keep for a year, compressed for those that can', async () => {
    const plain = await get(`${PAGE_PATH}/assets/index-abc.js`, { 'accept-encoding': 'identity' });
    expect([plain.status, plain.headers.get('cache-control'), await plain.text()]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      script,
    ]);
    const compressed = await get(`${PAGE_PATH}/assets/index-abc.js`, { 'accept-encoding': 'br' });
    expect([compressed.headers.get('content-encoding'), await compressed.text()]).toEqual([
      'br',
      brotliDecompressSync(brotliCompressSync(script)).toString(),
    ]);
  });

  it.each(['/assets/../index.html', '/assets/../../../../package.json', '/assets/./../index.html'])(
    'is left by no path as it is written, without a browser to tidy it: %s',
    async (path) => {
      const { hostname, port } = new URL(base);
      const status = await new Promise((resolve, reject) => {
        request({ hostname, port, path: `${PAGE_PATH}${path}` }, (answer) => {
          answer.resume();
          resolve([answer.statusCode, answer.headers['content-type']]);
        })
          .on('error', reject)
          .end();
      });
      expect([
        [403, 'application/problem+json'],
        [404, 'application/problem+json'],
      ]).toContainEqual(status);
    },
  );

  it.each([
    '/assets/none.js',
    '/assets/',
    '/assets',
    '/index.html',
    '/other',
    '/key',
    '/key/a/b',
    '/embed',
    '/embed/key/k1',
    '/assets/%2e%2e/index.html',
    '/assets/..%2findex.html',
  ])('is not what %s gets: that is a problem', async (path) => {
    const answer = await get(`${PAGE_PATH}${path}`);
    expect(answer.status).toBeGreaterThanOrEqual(403);
    expect(answer.status).toBeLessThanOrEqual(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

it.each([
  ['/assets/%00', {}],
  ['/assets/index-abc.js', { 'if-match': '"another"' }],
  ['/assets/index-abc.js', { range: 'bytes=999999-' }],
])(
  'what cannot be sent of %s is a fault of the request, and not of a body that it does not have',
  async (path, headers) => {
    const answer = await get(`${PAGE_PATH}${path}`, headers);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'invalid-request',
      detail: 'The request cannot be understood: check its path and its headers.',
    });
  },
);

describe('the page for frames', () => {
  const ORIGINS = ['https://app.example.com', 'http://localhost:4000'];
  let framed: string;
  let closeFramed: () => Promise<void>;
  beforeAll(async () => {
    const app = await serve(folder, { embedOrigins: ORIGINS, signsIn: true });
    closeFramed = app.close;
    framed = await app.listen();
  });
  afterAll(() => closeFramed());
  const headersOf = async (path: string) => (await fetch(`${framed}${PAGE_PATH}${path}`)).headers;

  it.each(['', '/', '/key/k1', '/members', '/members/ann'])(
    'may be framed by the listed origins, and is else as strict as the page: embed%s',
    async (view) => {
      const [embedded, page] = [await headersOf(`/embed${view}`), await headersOf('')];
      expect(embedded.get('content-security-policy')).toBe(
        page.get('content-security-policy')?.replace("frame-ancestors 'none'", `frame-ancestors ${ORIGINS.join(' ')}`),
      );
      expect(embedded.get('x-frame-options')).toBeNull();
      // what the frame's own origin may, once the page around it lets the frame
      expect(embedded.get('permissions-policy')).toBe('clipboard-write=(self)');
    },
  );

  it('says in its document who may, and nothing of signing in, which nobody does there', async () => {
    const html = await (await fetch(`${framed}${PAGE_PATH}/embed`)).text();
    expect(html).toBe(
      '<!doctype html><title>API Keys</title><meta name="keyward-embed-origins" content="https://app.example.com http://localhost:4000">',
    );
    expect(await (await fetch(`${framed}${PAGE_PATH}`)).text()).not.toContain('embed-origins');
  });

  it.each(['', '/key/k1', '/members', '/sign-in', '/authentication', '/docs'])(
    'leaves every other document unframed: %s',
    async (path) => {
      const headers = await headersOf(path);
      expect([headers.get('x-frame-options'), headers.get('content-security-policy')]).toEqual([
        'DENY',
        expect.stringContaining("frame-ancestors 'none'"),
      ]);
    },
  );

  it.each(['/sign-in', '/authentication', '/docs', '/other', '/assets/index-abc.js'])(
    'has nothing at embed%s',
    async (path) => {
      const answer = await fetch(`${framed}${PAGE_PATH}/embed${path}`);
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-frame-options')]).toEqual([
        404,
        'application/problem+json',
        'SAMEORIGIN',
      ]);
    },
  );
});

it('the other routes of the process refuse with problems as before', async () => {
  const answer = await get('/refuses');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/problem+json']);
});

it('the document says when people sign in there, and only then', async () => {
  const app = await serve(folder, { signsIn: true });
  const document = await (await fetch(`${await app.listen()}${PAGE_PATH}`)).text();
  expect(document).toBe('<!doctype html><title>API Keys</title><meta name="keyward-sign-in" content="oidc">');
  expect(await (await get(PAGE_PATH)).text()).not.toContain('keyward-sign-in');
  await app.close();
});

it('a page that was not built is a 404 that says how to build it', async () => {
  const app = await serve(join(folder, 'nothing'));
  const address = await app.listen();
  expect(await (await fetch(`${address}${PAGE_PATH}`)).json()).toMatchObject({
    code: 'not-found',
    detail: 'The page was not built. Run npm run build, then start again.',
  });
  await app.close();
});
