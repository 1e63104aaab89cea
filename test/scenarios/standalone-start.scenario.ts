import { afterAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { filesOf, SecretVault } from '../kit/leak-scan.js';
import { issued } from '../kit/shapes.js';
import { AppProcess } from '../profiles/app-process.js';
import { freePort } from '../profiles/free-port.js';
import { entryOf } from '../profiles/replica.js';
import { STANDALONE } from '../profiles/standalone.js';

const NOBODY = 65_534;
const folder = mkdtempSync(join(tmpdir(), 'keyward-start-'));
const port = await freePort();
const address = `http://127.0.0.1:${String(port)}`;
const processes: AppProcess[] = [];
afterAll(async () => {
  for (const each of processes) await each.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** As `npm start` does it: in `folder`, with nothing configured but the port. */
function startBare(env: Record<string, string> = {}): AppProcess {
  const app = AppProcess.spawn(STANDALONE, { PORT: String(port), DRAIN_MS: '0', ...env }, folder);
  processes.push(app);
  return app;
}
const ready = async () => {
  expect((await exchange(address, { path: '/health/ready' })).status).toBe(200);
};
/** Every file below `data` with its mode. */
const modesBelow = (data: string) =>
  readdirSync(data, { recursive: true, encoding: 'utf8' })
    .map((name) => [name, statSync(join(data, name))] as const)
    .filter(([, stat]) => stat.isFile())
    .map(([name, stat]) => [name, (stat.mode & 0o777).toString(8)] as const);
const isSecretFile = (name: string) => !name.includes('.');

describe('a start with nothing configured', () => {
  let firstKey = '';
  let token = '';

  it("prints the address, a demo owner's token that is marked as local, and lines to copy", async () => {
    const app = startBare();
    await app.until(ready);
    await eventually(() => {
      expect(app.output).toMatch(/curl -i/);
    });
    token = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(app.output)?.[0] ?? '';
    expect(token).not.toBe('');
    expect(app.output).toMatch(new RegExp(`http://(localhost|127\\.0\\.0\\.1):${String(port)}`));
    expect(app.output).toMatch(/local/i);
    expect(app.output).toMatch(/curl .*\/v1\/keys/);
    expect(app.output).toMatch(/curl .*X-API-Key.*\/api\/data-sources\//);
  });

  it('what it prints works: a key is created with the token, and opens the API', async () => {
    const created = await exchange(address, {
      method: 'POST',
      path: '/v1/keys',
      headers: { authorization: `Bearer ${token}` },
      body: { name: 'First key', scope: 'read-only' },
    });
    firstKey = issued.parse(created.body).secret;
    expect((await exchange(address, { path: '/api/data-sources/', headers: { 'x-api-key': firstKey } })).status).toBe(
      200,
    );
  });

  it('has no control over the clock', async () => {
    expect(
      (await exchange(address, { method: 'POST', path: '/test/clock', body: { now: '2030-01-01T00:00:00Z' } })).status,
    ).toBe(404);
  });

  it('keeps its data in a folder of mode 0700, with secrets of mode 0600', () => {
    const data = join(folder, 'data');
    expect((statSync(data).mode & 0o777).toString(8)).toBe('700');
    const secrets = readdirSync(data).filter(isSecretFile);
    expect(secrets).toHaveLength(2);
    for (const name of secrets)
      expect([name, (statSync(join(data, name)).mode & 0o777).toString(8)]).toEqual([name, '600']);
  });

  it('lets no second process on the folder, and says so', async () => {
    const second = startBare({ PORT: String(await freePort()) });
    expect((await second.ended).code).not.toBe(0);
    expect(second.output).toMatch(/DATA_DIR.* in use by another/);
    await ready();
  });

  it('starts at once after a kill −9, with the same secrets: the key still works', async () => {
    await processes[0]?.end('SIGKILL');
    const again = startBare();
    await again.until(ready);
    expect((await exchange(address, { path: '/api/data-sources/', headers: { 'x-api-key': firstKey } })).status).toBe(
      200,
    );
    expect(await again.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('under another KEY_PREFIX makes new keys with it, and lets the old ones in by every header', async () => {
    const app = startBare({ KEY_PREFIX: 'acme' });
    await app.until(ready);
    const created = await exchange(address, {
      method: 'POST',
      path: '/v1/keys',
      headers: { authorization: `Bearer ${token}` },
      body: { name: 'Second key', scope: 'read-only' },
    });
    const { secret } = issued.parse(created.body);
    expect([firstKey.slice(0, 11), secret.slice(0, 8)]).toEqual(['claribi_sk_', 'acme_sk_']);
    for (const key of [firstKey, secret]) {
      for (const headers of [{ 'x-api-key': key }, { authorization: `Bearer ${key}` }])
        expect((await exchange(address, { path: '/api/data-sources/', headers })).status).toBe(200);
    }
    expect(await app.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('stored neither the key nor the token', () => {
    const vault = new SecretVault();
    vault.remember('API key', firstKey);
    vault.remember('user token', token);
    expect(vault.findIn(filesOf(join(folder, 'data')))).toEqual([]);
  });

  it('needs no file but its own, and those of its threads', async () => {
    const alone = join(folder, 'alone');
    mkdirSync(alone);
    writeFileSync(join(alone, 'package.json'), '{ "type": "module" }');
    for (const name of ['main.js', 'consumers.worker.js', 'writer.worker.js'])
      copyFileSync(join(dirname(STANDALONE), name), join(alone, name));
    const app = AppProcess.spawn(join(alone, 'main.js'), { PORT: String(port), DRAIN_MS: '0' }, folder);
    processes.push(app);
    await app.until(ready);
    expect(await app.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it.each(['key-command', 'verification', 'activity', 'notifier', 'bi-api'])('as little does %s', async (name) => {
    const alone = join(folder, `${name}.mjs`);
    copyFileSync(entryOf(name), alone);
    const app = AppProcess.spawn(alone, {}, folder);
    expect((await app.ended).code).toBe(1);
    expect(app.output).toMatch(/^The environment is not usable:\n {2}\w+ is missing\. Example: /);
  });

  it('lets nobody else read its files, whatever was there before', async () => {
    const data = join(folder, 'shared');
    mkdirSync(join(data, 'outbox'), { recursive: true });
    chmodSync(data, 0o755);
    const own = [
      'events.db',
      'derived.db',
      'activity.db',
      'reminders.db',
      'keyward.lock',
      'pepper',
      'jwt-secret',
      'outbox/1.eml',
    ];
    for (const life of ['first', 'second']) {
      const app = startBare({ DATA_DIR: data });
      await app.until(ready);
      if (life === 'first') writeFileSync(join(data, 'outbox/1.eml'), 'a mail', { mode: 0o644 });
      else expect(modesBelow(data).filter(([, mode]) => mode !== '600')).toEqual([]);
      await app.end('SIGKILL'); // so that -wal and -shm stay
      expect(modesBelow(data).map(([name]) => name)).toEqual(
        expect.arrayContaining([...own, 'events.db-wal', 'events.db-shm']),
      );
      for (const [name] of modesBelow(data)) chmodSync(join(data, name), 0o644);
    }
  });

  it('offers no demo token when the JWT secret is configured', async () => {
    const app = startBare({ JWT_SECRET: randomBytes(32).toString('hex') });
    await app.until(ready);
    await app.end('SIGTERM');
    expect(app.output).not.toMatch(/eyJ/);
  });
});

describe('a start that others can reach, or in production', () => {
  const JWT_SECRET = randomBytes(32).toString('hex');

  it.each<[string, Record<string, string>]>([
    ['on every address', { HOST: '0.0.0.0' }],
    ['on an address that others reach', { HOST: '192.0.2.1' }],
    ['in production', { NODE_ENV: 'production' }],
    ['in production, however it is written', { NODE_ENV: 'Production' }],
  ])('is refused in one sentence when nobody said whose tokens are trusted: %s', async (_, env) => {
    const app = startBare({ DATA_DIR: join(folder, 'untrusted'), ...env });
    expect((await app.ended).code).toBe(1);
    expect(app.output.trim()).toMatch(/^JWT_SECRET or JWKS_URL is missing: .+$/);
    expect(app.output).not.toMatch(/eyJ/);
  });

  it('offers neither a demo token nor the sample API', async () => {
    const app = startBare({ DATA_DIR: join(folder, 'in-earnest'), NODE_ENV: 'production', JWT_SECRET });
    await app.until(ready);
    const document = await exchange(address, { path: '/v1/openapi.json' });
    expect([
      (await exchange(address, { path: '/api/data-sources/' })).status,
      (await exchange(address, { path: '/v1/keys' })).status,
    ]).toEqual([404, 401]);
    expect(
      Object.keys(z.object({ paths: z.record(z.string(), z.unknown()) }).parse(document.body).paths).filter((path) =>
        path.startsWith('/api'),
      ),
    ).toEqual([]);
    await app.end('SIGTERM');
    expect(app.output).not.toMatch(/eyJ/);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a weak secret', { JWT_SECRET: 'a'.repeat(40) }, /JWT_SECRET is easy to guess/],
    [
      'a weak service token',
      { JWT_SECRET, SERVICE_TOKENS: `reports:${createHash('sha256').update('test').digest('hex')}` },
      /SERVICE_TOKENS lists a token that is easy to guess for reports/,
    ],
    ['no audience', { JWKS_URL: 'https://login.example.com/jwks.json' }, /JWKS_URL .*needs JWT_AUDIENCE/],
    [
      'keys over plain http',
      { JWKS_URL: 'http://login.example.com/jwks.json', JWT_AUDIENCE: 'keyward' },
      /JWKS_URL .*plain http/,
    ],
  ])('is refused in production, and elsewhere warned of: %s', async (_, env, message) => {
    const refused = startBare({ ...env, DATA_DIR: join(folder, 'unwise'), NODE_ENV: 'production' });
    expect((await refused.ended).code).toBe(1);
    expect(refused.output).toMatch(message);
    expect(refused.output).not.toContain('aaaa');
    const warned = startBare({ ...env, DATA_DIR: join(folder, 'unwise') });
    await warned.until(ready);
    await warned.end('SIGTERM');
    expect(warned.output).toMatch(message);
  });

  it.each([{ HOST: '0.0.0.0' }, { NODE_ENV: 'production' }, { NODE_ENV: 'Production' }])(
    'is refused with a clock for tests: %j',
    async (env) => {
      const app = startBare({ ...env, DATA_DIR: join(folder, 'clock'), JWT_SECRET, KEYWARD_TEST_CLOCK: '1' });
      expect((await app.ended).code).toBe(1);
      expect(app.output).toMatch(/KEYWARD_TEST_CLOCK .* is for tests/);
    },
  );
});

describe('a start that cannot be', () => {
  const someFile = join(folder, 'a-file');
  writeFileSync(someFile, '{"roles": 7}');

  it('names every bad variable at once, each with what is right, and repeats no secret', async () => {
    const bad = {
      PORT: 'http',
      DRAIN_MS: '-1',
      LOG_LEVEL: 'loud',
      LEASE_MS: 'soon',
      KEY_PREFIX: 'two words',
      KEY_PEPPERS: 'p1:cGVwcGVy',
      JWT_SECRET: 'brief-secret',
      JWKS_URL: 'not a url',
      SERVICE_TOKENS: 'billing:not-a-digest',
      MAX_KEYS_PER_OWNER: '0',
      GRACE_HOURS: '169',
      ROLE_SOURCE: 'rumour',
      AUTHORIZE_SOURCE: 'anything',
      VERIFY_AUTH: 'maybe',
      ACCEPT_MODES: 'live,prod',
      KEYWARD_TEST_CLOCK: '1',
    };
    const app = startBare({ ...bad, NODE_ENV: 'production' });
    expect((await app.ended).code).not.toBe(0);
    for (const variable of Object.keys(bad))
      expect(app.output).toMatch(new RegExp(`^  ${variable} .*Example: ${variable}=\\S`, 'm'));
    expect(app.output).not.toMatch(/^\s+at |cGVwcGVy|brief-secret|not-a-digest/m);
  });

  it.each<[string, Record<string, string>]>([
    ['PORT', { PORT: '70000' }],
    ['DATA_DIR', { DATA_DIR: join(someFile, 'data') }],
    ['CONFIRM_TIMEOUT_MS', { LEASE_MS: '15000', CONFIRM_TIMEOUT_MS: '15000' }],
    ['PERMISSIONS_FILE', { PERMISSIONS_FILE: someFile }],
    ['ROUTES_FILE', { ROUTES_FILE: join(folder, 'missing.json') }],
  ])('names %s in one clear message: %j', async (variable, env) => {
    const app = startBare({ PORT: String(await freePort()), DATA_DIR: join(folder, 'refused'), ...env });
    const { code } = await app.ended;
    expect([code === 0, app.output.includes(variable)]).toEqual([false, true]);
    expect(app.output).not.toMatch(/^\s+at /m);
    expect(app.output.trim().split('\n').length).toBeLessThanOrEqual(3);
  });

  it('names DATA_DIR when nobody may write there', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'keyward-closed-'));
    chmodSync(closed, 0o555);
    const who = process.getuid?.() === 0 ? { uid: NOBODY } : {}; // nothing is closed to root
    const app = AppProcess.spawn(
      STANDALONE,
      { PORT: String(await freePort()), DATA_DIR: join(closed, 'data') },
      '/',
      who,
    );
    processes.push(app);
    expect((await app.ended).code).toBe(1);
    expect(app.output).toMatch(/^DATA_DIR/m);
    expect(app.output.trim().split('\n').length).toBeLessThanOrEqual(3);
    rmSync(closed, { recursive: true });
  });

  it('names PORT when the port is in use', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const app = startBare();
    expect((await app.ended).code).not.toBe(0);
    expect(app.output).toMatch(/PORT/);
    expect(app.output).not.toMatch(/^\s+at /m);
    other.close();
    await once(other, 'close');
  });

  it('names KEY_PEPPERS when the data folder has lost the pepper that a live key needs, instead of making another unnoticed', async () => {
    const pepper = join(folder, 'data', 'pepper');
    const kept = readFileSync(pepper);
    rmSync(pepper);
    const app = startBare();
    expect((await app.ended).code).not.toBe(0);
    expect(app.output).toMatch(/KEY_PEPPERS/);
    writeFileSync(pepper, kept);
  });

  it('names KEY_PEPPERS when a live key needs a pepper that is not there', async () => {
    const app = startBare({ KEY_PEPPERS: `other:${randomBytes(32).toString('base64')}` });
    expect((await app.ended).code).not.toBe(0);
    expect(app.output).toMatch(/KEY_PEPPERS/);
  });

  it('warns of a name that is nearly one', async () => {
    const app = startBare({ LEASE_MILLIS: '1', JWT_SECERT: 'x' });
    await app.until(ready);
    await app.end('SIGTERM');
    expect(app.output).toMatch(/JWT_SECERT.*JWT_SECRET/);
  });
});
