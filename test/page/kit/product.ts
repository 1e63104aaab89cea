import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../profiles/free-port.js';

const ROOT = join(import.meta.dirname, '../../..');
const STARTED = /^Keyward is running on (\S+),/;

export const JWT_SECRET = 'a secret of at least thirty-two bytes, for tests of the page';
export const SESSION_COOKIE = 'session';

/** A Keyward of its own, with a clock that tests set. */
export interface Product {
  readonly url: string;
  /** What it has printed. */
  readonly output: () => string;
  /** Sets the product's clock; it ticks on from there. */
  readonly setClock: (now: Date) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Standalone, with a data folder of its own. @param env beside what is needed to start; a variable that is set to
 * undefined is left out.
 */
export async function startProduct(env: Readonly<Record<string, string | undefined>> = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-page-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', join(ROOT, 'dist/apps/standalone/main.js')], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      JWT_SECRET,
      SESSION_COOKIE,
      DRAIN_MS: '0',
      LEASE_MS: '2000',
      CONFIRM_TIMEOUT_MS: '5000',
      KEYWARD_TEST_CLOCK: '1',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const url = await addressOf(child, lines);
  return {
    url,
    output: () => lines.join('\n'),
    setClock: (now) => setClockOf(url, now),
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @param url of a process */
export async function setClockOf(url: string, now: Date): Promise<void> {
  const answer = await fetch(`${url}/test/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  });
  if (!answer.ok) throw new Error(`the clock was not set: ${String(answer.status)}`);
}

async function addressOf(child: ChildProcess, lines: string[]): Promise<string> {
  if (child.stdout === null) throw new Error('the product has no output');
  const output = createInterface(child.stdout);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`the product ended with ${String(code)}:\n${lines.join('\n')}`));
    });
    output.on('line', (line) => {
      lines.push(line);
      const url = STARTED.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
