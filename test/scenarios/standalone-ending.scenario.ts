import { afterAll, describe, expect, it } from '@jest/globals';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Readable } from 'node:stream';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { issued } from '../kit/shapes.js';
import { AppProcess } from '../profiles/app-process.js';
import { freePort } from '../profiles/free-port.js';
import { entryOf } from '../profiles/replica.js';

/** What a machine with nothing else to do needs a fraction of. */
const AT_ONCE_MS = 10_000;
const ROOT = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'keyward-ending-'));
const sockets = new Set<Socket>();
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  rmSync(folder, { recursive: true });
});

/** A server that takes connections and never says a word. */
async function silentServer() {
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('it listens on no port');
  return { server: server.unref(), port: address.port };
}

describe('Ctrl-C', () => {
  /** npm with all that it starts, in a process group of its own, as a terminal starts it. */
  const npmStart = (port: number): ChildProcessByStdio<null, Readable, Readable> =>
    spawn('npm', ['start'], {
      cwd: ROOT,
      detached: true,
      env: { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'data'), DRAIN_MS: '600000' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('ends npm start at once, in order and without a word of trouble, and what was done stays', async () => {
    const port = await freePort();
    const npm = npmStart(port);
    const output: string[] = [];
    for (const stream of [npm.stdout, npm.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output.push(text);
      });
    await eventually(
      () => {
        expect(output.join('')).toMatch(/curl -i/);
      },
      { timeout: 180_000 },
    );
    const token = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(output.join(''))?.[0] ?? '';
    const create = {
      method: 'POST',
      path: '/v1/keys',
      headers: { authorization: `Bearer ${token}` },
      body: { name: 'Before the end', scope: 'read-only' },
    };
    const { secret } = issued.parse((await exchange(`http://127.0.0.1:${String(port)}`, create)).body);

    const pressedAt = performance.now();
    process.kill(-(npm.pid ?? 0), 'SIGINT');
    await once(npm, 'close');
    expect(performance.now() - pressedAt).toBeLessThan(AT_ONCE_MS);
    expect(output.join('')).toMatch(/"stopped"/);
    expect(output.join('')).not.toMatch(/npm error|not everything was closed|could not/);

    const again = AppProcess.spawn(
      entryOf('standalone'),
      { PORT: String(port), DATA_DIR: join(folder, 'data') },
      folder,
    );
    await again.until(async () => {
      expect((await exchange(`http://127.0.0.1:${String(port)}`, { path: '/health/ready' })).status).toBe(200);
    });
    expect(
      (
        await exchange(`http://127.0.0.1:${String(port)}`, {
          path: '/api/data-sources/',
          headers: { 'x-api-key': secret },
        })
      ).status,
    ).toBe(200);
    again.signal('SIGINT');
    expect(await again.ended).toEqual({ code: 0, signal: null });
  }, 240_000);
});

describe('SIGTERM', () => {
  it('ends a tool that only uses the libraries as any program, not as if it had done its work', async () => {
    const tool = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `await import('reflect-metadata'); await import('./dist/libs/http/index.js'); console.log('loaded'); setInterval(() => {}, 1000);`,
      ],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(tool.stdout, 'data');
    tool.kill('SIGTERM');
    expect(await once(tool, 'exit')).toEqual([null, 'SIGTERM']);
  });

  it.each(['key-command', 'verification', 'activity', 'notifier'])(
    'ends %s with 0 while it still waits for a MongoDB that never answers',
    async (name) => {
      const { server, port } = await silentServer();
      const env = {
        PORT: '0',
        MONGO_URL: `mongodb://127.0.0.1:${String(port)}/x`,
        KAFKA_BROKERS: `127.0.0.1:${String(port)}`,
        JWT_SECRET: randomBytes(32).toString('hex'),
        KEY_PEPPERS: `p1:${randomBytes(32).toString('base64')}`,
        SERVICE_TOKENS: `x:${'0'.repeat(64)}`,
        DRAIN_MS: '600000',
      };
      const connected = once(server, 'connection');
      const app = AppProcess.spawn(entryOf(name), env, folder);
      await Promise.race([
        connected,
        app.ended.then(() => {
          throw new Error(app.output);
        }),
      ]);
      const toldAt = performance.now();
      expect(await app.end('SIGTERM')).toEqual({ code: 0, signal: null });
      expect(performance.now() - toldAt).toBeLessThan(AT_ONCE_MS);
      server.close();
    },
  );
});
