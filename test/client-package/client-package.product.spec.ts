import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatMessage } from 'publint/utils';
import { publint } from 'publint';
import { promisify } from 'node:util';
import { z } from 'zod';
import { keyVerifierContract } from '../../libs/client/testing/key-verifier.contract.js';
import { HttpKeyVerifier } from '../../libs/client/http-key-verifier.js';
import { type System } from '../kit/system.js';
import { person } from '../kit/users.js';
import { AppProcess } from '../profiles/app-process.js';
import { freePort } from '../profiles/free-port.js';
import { start } from '../profiles/standalone.js';
import { Consumer, snippets } from './consumer.js';

const run = promisify(execFile);
const APPS = {
  'nest-express': '3001',
  'nest-fastify': '3002',
  express: '3003',
  fastify: '3004',
  hono: '3005',
  grpc: '3006',
};
const problem = z.looseObject({ code: z.string() });

const ports = new Map<string, string>();
let keyward: System;
let consumer: Consumer;
let errors: readonly string[];
const endings: (() => unknown)[] = [];

beforeAll(async () => {
  const tcpPort = String(await freePort());
  const grpcPort = String(await freePort());
  for (const port of Object.values(APPS)) ports.set(port, String(await freePort()));
  keyward = await start({ env: { VERIFY_AUTH: undefined, TCP_PORT: tcpPort, GRPC_PORT: grpcPort } });
  endings.push(() => keyward.stop());
  consumer = await Consumer.create((text) => text.replace(/\b300[1-6]\b/, (port) => ports.get(port) ?? port));
  endings.push(() => {
    consumer.dispose();
  });
  errors = consumer.compile('nodenext');
  writeFileSync(
    join(consumer.folder, 'out/all.js'),
    Object.keys(APPS)
      .map((app) => `await import('./${app}.js');\n`)
      .join(''),
  );
  const apps = AppProcess.spawn(join(consumer.folder, 'out/all.js'), {
    KEYWARD_URL: keyward.addressOf('/v1/verify'),
    KEYWARD_HOST: '127.0.0.1',
    KEYWARD_TCP_PORT: tcpPort,
    KEYWARD_GRPC_PORT: grpcPort,
    KEYWARD_SERVICE_TOKEN: keyward.serviceToken,
  });
  endings.push(() => apps.end('SIGKILL'));
  await apps.until(async () => {
    for (const port of ports.values()) await fetch(`http://127.0.0.1:${port}/`);
  });
}, 600_000);
afterAll(async () => {
  for (const end of endings.reverse()) await end();
}, 120_000);

async function ask(app: keyof typeof APPS, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${ports.get(APPS[app]) ?? ''}/api/reports${path}`, { headers });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.json(),
  };
}

describe('the packed @keyward/client in a project of its own', () => {
  it('has types that compile there, by both ways to resolve modules, with every snippet of its README', () => {
    expect(errors).toEqual([]);
    expect(consumer.compile('bundler')).toEqual([]);
    expect([...snippets().keys()].sort()).toEqual(
      [...Object.keys(APPS), 'batch', 'keyward', 'reports.test', 'tls', 'user-tokens']
        .map((name) => `${name}.ts`)
        .sort(),
    );
  });

  it('has nothing that publint objects to', async () => {
    const { messages, pkg } = await publint({
      pkgDir: join(consumer.folder, 'node_modules/@keyward/client'),
      pack: false,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('runs the test that its README shows', async () => {
    await run(process.execPath, ['--test', 'out/reports.test.js'], { cwd: consumer.folder });
  });

  describe.each(Object.keys(APPS) as (keyof typeof APPS)[])('behind %s', (app) => {
    it('lets a good key in, and refuses others with problem documents', async () => {
      const ada = person('ada', 'analyst');
      const { secret, key } = await keyward.as(ada).createKey({ scope: 'read-only' });
      const good = { 'x-api-key': secret };
      expect(await ask(app, '?page=1', good)).toMatchObject({ status: 200 });
      expect(await ask(app, '', { authorization: `Bearer ${secret}` })).toMatchObject({ status: 200 });
      const refused = {
        'content-type': expect.stringMatching(/^application\/problem\+json/),
        'cache-control': 'no-store',
      };
      const challenged = { ...refused, 'www-authenticate': 'ApiKey header="X-API-Key", Bearer' };
      expect(await ask(app, '')).toMatchObject({ status: 401, headers: challenged, body: { code: 'key-missing' } });
      expect(await ask(app, '', { 'x-key-owner': 'acme/ada', 'x-api-key': 'x' })).toMatchObject({
        status: 401,
        headers: challenged,
        body: { code: 'malformed' },
      });
      expect(await ask(app, '/drafts', good)).toMatchObject({
        status: 403,
        headers: refused,
        body: { code: 'permission-denied', permission: 'reports.edit', reason: 'scope' },
      });
      await keyward.as(ada).revoke(key.keyId);
      expect(await ask(app, '', good)).toMatchObject({ status: 401, body: { code: 'revoked' } });
    });
  });

  it('lets nobody in while Keyward is away, behind whatever framework, and everybody again when it is back', async () => {
    const { secret } = await keyward.as(person('ada', 'analyst')).createKey();
    const each = Object.keys(APPS) as (keyof typeof APPS)[];
    await keyward.kill();
    for (const app of each) {
      const { status, headers, body } = await ask(app, '', { 'x-api-key': secret });
      expect([app, status, problem.parse(body).code]).toEqual([app, 503, 'verdict-unavailable']);
      expect(headers['retry-after']).toMatch(/^[1-9]/);
    }
    await keyward.start();
    for (const app of each) expect((await ask(app, '', { 'x-api-key': secret })).status).toBe(200);
  });
});

keyVerifierContract('HTTP, with a real Keyward', async () => {
  const verifier = new HttpKeyVerifier({
    url: keyward.addressOf('/v1/verify'),
    serviceToken: keyward.serviceToken,
    timeoutMs: 30_000,
  });
  const revocations = new Map<string, () => Promise<unknown>>();
  return Promise.resolve({
    verifier,
    issue: async () => {
      const ada = person('ada', 'analyst');
      const { secret, key } = await keyward.as(ada).createKey({ scope: 'read-only' });
      revocations.set(secret, () => keyward.as(ada).revoke(key.keyId));
      return secret;
    },
    revoke: async (secret) => {
      await revocations.get(secret)?.();
    },
    becomeUnavailable: () => keyward.kill(),
    recover: () => keyward.start(),
    close: () => verifier.close(),
  });
});
