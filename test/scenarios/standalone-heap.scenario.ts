import { afterAll, expect, it } from '@jest/globals';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateSecret } from '#key-secret';
import { eventually } from '../kit/eventually.js';
import { exchange, type HttpRequest } from '../kit/http.js';
import { person } from '../kit/users.js';
import { freePort } from '../profiles/free-port.js';
import { start } from '../profiles/standalone.js';

const WINDOW = 12;
const STRIDE = 8;
const HINTED = 4;
const BODY = 36;

const folder = mkdtempSync(join(tmpdir(), 'keyward-heap-'));
const snapshot = join(folder, 'heap.heapsnapshot');
const rpcPort = await freePort();
const system = await start({
  env: {
    TCP_PORT: String(rpcPort),
    HEAP_SNAPSHOT: snapshot,
    NODE_OPTIONS: `--require ${resolve(import.meta.dirname, '../kit/heap-snapshot-hook.cjs')}`,
    LOG_LEVEL: 'trace',
  },
});
const kept: { destroy(): void }[] = [];
afterAll(async () => {
  for (const each of kept) each.destroy();
  rmSync(folder, { recursive: true });
  await system.stop();
});

const olivia = person('olivia', 'owner');
const address = system.addressOf('/v1/keys');
/** In every query and fragment that is sent. */
const QUERY_MARK = 'q_mark_that_nobody_may_keep';

/** Sends a request over a connection of its own that stays open. */
async function ask(request: HttpRequest): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  kept.push(agent);
  return (await exchange(address, request, agent)).status;
}

async function overRpc(payload: object): Promise<void> {
  const socket: Socket = connect(rpcPort, '127.0.0.1');
  kept.push(socket);
  const message = JSON.stringify({
    pattern: 'verify-key',
    id: '1',
    data: { ...payload, serviceToken: system.serviceToken },
  });
  const answered = new Promise((resolve) => socket.once('data', resolve));
  socket.write(`${String(message.length)}#${message}`);
  await answered;
}

/** Whatever is 20 characters or more of the unseen part of a key holds one of these. */
function piecesOf(key: string): readonly string[] {
  const body = key.slice(-BODY);
  return Array.from({ length: (BODY - HINTED - WINDOW) / STRIDE + 1 }, (_, nth) =>
    body.slice(HINTED + nth * STRIDE, HINTED + nth * STRIDE + WINDOW),
  );
}

/** What of `wanted` is in the file, which is read in pieces: it is larger than what a test should hold. */
async function foundIn(file: string, wanted: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const any = new RegExp([...wanted.keys()].join('|'), 'g');
  const found = new Set<string>();
  let before = '';
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const text: string = before + String(chunk);
    for (const [piece] of text.matchAll(any)) found.add(wanted.get(piece) ?? '');
    before = text.slice(-64);
  }
  return [...found];
}

it('no key that was issued or shown, and no query, is in the heap of the process that saw it', async () => {
  const wanted = new Map([[QUERY_MARK, 'a query']]);
  const expectGone = (what: string, key: string): string => {
    for (const piece of piecesOf(key)) wanted.set(piece, what);
    return key;
  };
  const created = async (what: string) => {
    const { key, secret } = await system.as(olivia).createKey({ name: what, scope: 'read-write' });
    return { keyId: key.keyId, secret: expectGone(what, secret) };
  };
  const authorization = `Bearer ${await system.tokenOf(olivia)}`;
  const service = { authorization: `Bearer ${system.serviceToken}` };
  const query = `?token=${QUERY_MARK}`;

  await created('a key that was issued only');
  const rotated = await created('a key that was rotated');
  expectGone('the key of a rotation', (await system.as(olivia).rotate(rotated.keyId)).secret);
  const revoked = await created('a key that was revoked');
  await system.as(olivia).revoke(revoked.keyId);

  const doors: Readonly<Record<string, (key: string) => Promise<unknown>>> = {
    'POST /v1/verify': (key) =>
      ask({
        method: 'POST',
        path: '/v1/verify',
        headers: service,
        body: { key, endpoint: { method: 'GET', path: `/api/reports${query}` } },
      }),
    'POST /v1/verify/batch': (key) =>
      ask({
        method: 'POST',
        path: '/v1/verify/batch',
        headers: service,
        body: { items: [{ key, endpoint: { method: 'GET', path: `/api/reports/7${query}` } }, { key }] },
      }),
    '/v1/authorize by header': (key) =>
      ask({
        path: '/v1/authorize',
        headers: {
          'X-API-Key': key,
          'X-Forwarded-Method': 'GET',
          'X-Forwarded-Uri': `/api/data-sources/12345678901234567890${query}`,
        },
      }),
    '/v1/authorize by Bearer': (key) =>
      ask({
        path: `/v1/authorize${query}`,
        headers: {
          authorization: `Bearer ${key}`,
          'X-Forwarded-Method': 'GET',
          'X-Forwarded-Uri': `/api/dashboards/12345678901234567890${query}`,
        },
      }),
    'RPC verify-key': (key) =>
      overRpc({ key, endpoint: { method: 'GET', path: `/api/goals/12345678901234567890${query}` } }),
    'the guard, by header': (key) => ask({ path: `/api/data-sources/${query}`, headers: { 'X-API-Key': key } }),
    'the guard, by Bearer': (key) =>
      ask({ path: `/api/reports/${query}`, headers: { authorization: `Bearer ${key}` } }),
  };
  for (const [door, show] of Object.entries(doors)) {
    const { secret } = await created(`a key at ${door}`);
    for (const key of [
      secret,
      secret,
      revoked.secret,
      expectGone(`a key of nobody at ${door}`, generateSecret({ prefix: 'claribi', mode: 'live' })),
    ])
      await show(key);
  }

  const refused: Readonly<Record<string, (key: string) => HttpRequest>> = {
    'in a name': (key) => ({
      method: 'POST',
      path: '/v1/keys',
      headers: { authorization },
      body: { name: `my key is ${key}`, scope: 'read-only' },
    }),
    'in a reason': (key) => ({
      method: 'POST',
      path: `/v1/keys/${rotated.keyId}/revoke`,
      headers: { authorization },
      body: { reason: `leaked: ${key}` },
    }),
    'as a field': (key) => ({ method: 'POST', path: '/v1/keys', headers: { authorization }, body: { [key]: 1 } }),
    'as Idempotency-Key': (key) => ({
      method: 'POST',
      path: '/v1/keys',
      headers: { authorization, 'idempotency-key': key },
      body: { name: 'x', scope: 'read-only' },
    }),
    'as X-Request-Id': (key) => ({ path: '/v1/keys', headers: { authorization, 'x-request-id': key } }),
    'in a query': (key) => ({ path: `/v1/keys?cursor=${key}&q=${QUERY_MARK}`, headers: { authorization } }),
    'in a path': (key) => ({ path: `/v1/keys/${key}`, headers: { authorization } }),
    'in the path of no route': (key) => ({ path: `/nothing/${key}${query}` }),
    'as user token': (key) => ({ path: '/v1/me', headers: { authorization: `Bearer ${key}` } }),
    'as gateway would not send it': (key) => ({ path: '/v1/authorize', headers: { 'X-API-Key': [key, key] } }),
    'with a field that is not known': (key) => ({
      method: 'POST',
      path: '/v1/verify',
      headers: service,
      body: { key, [QUERY_MARK]: 1 },
    }),
    'in broken JSON': (key) => ({ method: 'POST', path: '/v1/verify', headers: service, rawBody: `{"key":"${key}"` }),
    'from a service that is not known': (key) => ({
      method: 'POST',
      path: '/v1/verify',
      headers: { authorization: `Bearer ${key}` },
      body: { key },
    }),
    'in a path that is asked about': (key) => ({
      path: '/v1/authorize',
      headers: { 'X-API-Key': revoked.secret, 'X-Forwarded-Method': 'GET', 'X-Forwarded-Uri': `/api/reports/${key}` },
    }),
  };
  for (const [where, request] of Object.entries(refused))
    await ask(request(expectGone(`a key ${where}`, generateSecret({ prefix: 'claribi', mode: 'live' }))));

  await doors['/v1/authorize by Bearer']?.((await created('the key that came last')).secret);
  process.kill(Number(readFileSync(`${snapshot}.pid`, 'utf8')), 'SIGUSR2');
  await eventually(
    () => {
      expect(existsSync(snapshot)).toBe(true);
    },
    { timeout: 30_000 },
  );
  expect(await foundIn(snapshot, wanted)).toEqual([]);
  // what is kept is found
  expect(await foundIn(snapshot, new Map([[rotated.secret.slice(0, -BODY + HINTED), 'a hint']]))).toEqual(['a hint']);
});
