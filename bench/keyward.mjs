import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { freePort } from '../test/profiles/free-port.ts';
import { untilReady } from '../tools/until-ready.mjs';
import { spawnServer } from './machine.mjs';

const MAIN = fileURLToPath(new URL('../dist/apps/standalone/main.js', import.meta.url));
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One HTTP exchange: `{ status, rawHeaders, text }`. */
export function exchange(address, { method = 'GET', path, headers = {}, body }) {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const sent =
    payload === undefined
      ? headers
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload), ...headers };
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, address), { agent, method, headers: sent }, async (response) => {
      const text = (await response.setEncoding('utf8').toArray()).join('');
      resolve({ status: response.statusCode, rawHeaders: response.rawHeaders, text });
    });
    request.once('error', reject);
    request.end(payload);
  });
}

/**
 * A client of the management API at `address` in the hands of `userId`; resolves with what is answered, and rejects
 * unless that is a success.
 */
export async function clientOf(address, jwtSecret, userId) {
  const token = await new SignJWT({ org: 'bench', role: 'analyst', email: `${userId}@example.test`, name: userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(Buffer.from(jwtSecret));
  return async (path, body) => {
    const { status, text } = await exchange(address, {
      method: 'POST',
      path,
      body,
      headers: { authorization: `Bearer ${token}` },
    });
    if (status >= 300) throw new Error(`POST ${path} → ${status}: ${text}`);
    return JSON.parse(text);
  };
}

/** The secrets of `count` new keys that `userId` may read with. */
export async function createKeys(keyward, userId, count) {
  const post = await keyward.as(userId);
  const secrets = [];
  for (let key = 0; key < count; key++)
    secrets.push((await post('/v1/keys', { name: `Key ${key}`, scope: 'read-only' })).secret);
  return secrets;
}

/** Starts the built standalone app as it runs in earnest, on a new folder; `more`: further variables. */
export async function startKeyward(more = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const jwtSecret = randomBytes(32).toString('hex');
  const server = spawnServer([MAIN], {
    PORT: String(port),
    DATA_DIR: folder,
    JWT_SECRET: jwtSecret,
    KEY_PEPPERS: `p1:${randomBytes(32).toString('base64')}`,
    DRAIN_MS: '0',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    MUTATIONS_PER_MINUTE: '1000000',
    MUTATIONS_PER_HOUR: '1000000',
    MAX_KEYS_PER_OWNER: '10000',
    MAX_KEYS_EVER_PER_OWNER: '100000',
    ...more,
  });
  await untilReady(address, () => server.child.exitCode !== null);
  return {
    address,
    pid: server.child.pid,
    folder,
    /** A client of the management API in the hands of `userId`. */
    as: (userId) => clientOf(address, jwtSecret, userId),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
