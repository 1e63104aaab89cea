import { afterAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PAGE_PATH } from '#console';
import { eventually } from '../kit/eventually.js';
import { type Answer, exchange, type HttpRequest } from '../kit/http.js';
import { person } from '../kit/users.js';
import { AppProcess } from '../profiles/app-process.js';
import { startStandalone, STANDALONE } from '../profiles/standalone.js';

const WORKERS = 3;
const LEASE_MS = 4000;
const CONNECTIONS = 12;
const ROUNDS = 300;
const PATIENCE = { timeout: 60_000 };

const scratch = mkdtempSync(join(tmpdir(), 'keyward-workers-'));
const harm = join(scratch, 'harm.json');
const { system, process: standalone } = await startStandalone({
  env: {
    WORKERS: String(WORKERS),
    LEASE_MS: String(LEASE_MS),
    CONFIRM_TIMEOUT_MS: '30000',
    TRUST_PROXY: '127.0.0.0/8',
    NODE_OPTIONS: `--require ${resolve('test/kit/thread-harm-hook.cjs')}`,
    THREAD_HARM: harm,
  },
});
afterAll(async () => {
  await system.stop();
  rmSync(scratch, { recursive: true });
}, 60_000);

/** One connection of a client, which one worker holds. */
class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  send(request: HttpRequest): Promise<Answer> {
    return exchange(standalone.address, request, this.agent);
  }

  close(): void {
    this.agent.destroy();
  }
}

const verifying = (key: string): HttpRequest => ({ method: 'POST', path: '/v1/verify', body: { key } });
const authorizing = (key: string): HttpRequest => ({
  path: '/v1/authorize',
  headers: { 'x-api-key': key, 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/api/data-sources/' },
});
const isYes = ({ status, body }: Answer): boolean =>
  status === 200 &&
  (body === undefined || (typeof body === 'object' && body !== null && 'valid' in body && body.valid === true));

/** Asks on every connection all the time, and knows which keys may not be accepted any more. */
class Watch {
  readonly violations: string[] = [];
  asked = 0;
  broken = 0;
  private readonly endedAt = new Map<string, number>();

  constructor(readonly connections: readonly Connection[]) {}

  ended(secret: string): void {
    this.endedAt.set(secret, performance.now());
  }

  async ask(connection: Connection, secret: string): Promise<boolean | null> {
    const at = performance.now();
    const request = this.asked++ % 2 === 0 ? verifying(secret) : authorizing(secret);
    try {
      const yes = isYes(await connection.send(request));
      if (yes && at > (this.endedAt.get(secret) ?? Infinity))
        this.violations.push(`${request.path} said yes ${String(performance.now() - at)} ms after the question`);
      return yes;
    } catch {
      this.broken++; // the worker is gone, and with it the connection
      return null;
    }
  }

  askAll(secret: string): Promise<readonly (boolean | null)[]> {
    return Promise.all(this.connections.map((connection) => this.ask(connection, secret)));
  }

  /** Asks until `end` is over; never rejects. */
  async askOn(secret: string, end: Promise<unknown>): Promise<void> {
    let isOver = false;
    void end.finally(() => (isOver = true)).catch(() => undefined);
    await Promise.all(
      this.connections.map(async (connection) => {
        while (!isOver) {
          await this.ask(connection, secret);
          await pause(1);
        }
      }),
    );
  }
}

const verdictsOf = (page: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const [, labels = '', value] of page.matchAll(/^keyward_verdicts_total\{(.*)\} (\d+)$/gm)) {
    const worker = /worker="(\d+)"/.exec(labels)?.[1] ?? 'none';
    counts.set(worker, (counts.get(worker) ?? 0) + Number(value));
  }
  return counts;
};

/** So many connections that each worker holds some. */
async function connections(workers: number): Promise<readonly Connection[]> {
  const open: Connection[] = [];
  const before = verdictsOf(await system.metrics());
  return eventually(async () => {
    while (open.length < CONNECTIONS) open.push(new Connection());
    await Promise.all(open.map((connection) => connection.send(verifying('claribi_sk_live_unknown'))));
    const now = verdictsOf(await system.metrics());
    const answering = [...now].filter(([worker, count]) => count > (before.get(worker) ?? 0));
    if (answering.length < workers) for (const connection of open.splice(0)) connection.close();
    expect(answering).toHaveLength(workers);
    return open;
  }, PATIENCE);
}

/** Resolves when it is done. */
const doHarm = async (thread: string, how: { readonly standsMs?: number } = {}): Promise<void> => {
  writeFileSync(harm, JSON.stringify({ thread, ...how }));
  process.kill(standalone.pid, 'SIGUSR2');
  await eventually(() => {
    expect(existsSync(harm)).toBe(false);
  }, PATIENCE);
};
const threadsNow = async (): Promise<readonly string[]> =>
  [...(await system.metrics()).matchAll(/^keyward_http_connections\{worker="(\d+)"\}/gm)]
    .map(([, worker = '']) => worker)
    .filter((worker) => worker !== '1')
    .map((worker) => `verifier ${worker}`);
const allConfirm = () =>
  eventually(async () => {
    const { propagation } = await system.as(person('checker', 'analyst')).createKey();
    expect(propagation).toMatchObject({ confirmed: true, replicas: WORKERS });
  }, PATIENCE);

interface RoundOptions {
  readonly how?: 'revoke' | 'pause';
  /** Whether a call that breaks off with its worker is made again. */
  readonly insists?: boolean;
  readonly beforeEnding?: () => Promise<void>;
}

/** A key is issued, accepted on every connection, and ended; from the answer on nobody accepts it. */
async function round(
  watch: Watch,
  user: ReturnType<typeof system.as>,
  { how = 'revoke', insists = false, beforeEnding }: RoundOptions = {},
) {
  const calling = <T>(call: () => Promise<T>): Promise<T> => (insists ? eventually(call, PATIENCE) : call());
  const { secret, key } = await calling(() => user.createKey());
  await watch.askAll(secret);
  await beforeEnding?.();
  const ending = calling(() => user[how](key.keyId)).then((answer) => {
    watch.ended(secret);
    return answer;
  });
  await Promise.all([ending, watch.askOn(secret, ending)]);
  const { propagation } = await ending;
  expect(propagation.confirmed).toBe(true);
  expect(await watch.askAll(secret)).not.toContain(true);
  if (how === 'pause') await calling(() => user.revoke(key.keyId));
  return propagation;
}

describe('a standalone with three workers', () => {
  it('has a change confirmed by each, and each answers on the one port', async () => {
    await allConfirm();
    const { secret } = await system.as(person('alice', 'analyst')).createKey();
    const watch = new Watch(await connections(WORKERS));
    expect(await watch.askAll(secret)).toEqual(watch.connections.map(() => true));
    const page = await system.metrics();
    for (const worker of ['1', '2', '3']) {
      expect(page).toMatch(new RegExp(`^keyward_verdicts_total\\{(.*,)?worker="${worker}".*\\} [1-9]`, 'm'));
      expect(page).toMatch(new RegExp(`^keyward_http_connections\\{worker="${worker}"\\} `, 'm'));
    }
  });

  it(`accepts no key on any connection once its revoke, or pause, is answered, ${String(ROUNDS)} times`, async () => {
    const watch = new Watch(await connections(WORKERS));
    let user = system.as(person('bob', 'analyst'));
    let ofAll = 0;
    for (let done = 0; done < ROUNDS; done++) {
      if (done % 50 === 0) user = system.as(person('bob', 'analyst'));
      const { replicas } = await round(watch, user, { how: done % 3 === 0 ? 'pause' : 'revoke' });
      if (replicas === WORKERS) ofAll++;
    }
    expect(watch).toMatchObject({ violations: [], broken: 0 });
    expect(watch.asked).toBeGreaterThan(2 * ROUNDS * CONNECTIONS);
    expect(ofAll).toBeGreaterThan(ROUNDS / 2); // on a busy machine one may be without a lease for a moment
  }, 300_000);

  it('counts each use once, whichever worker saw it', async () => {
    const user = system.as(person('counted', 'analyst'));
    const { secret, key } = await user.createKey();
    const watch = new Watch(await connections(WORKERS));
    let accepted = 0;
    for (let times = 0; times < 5; times++)
      accepted += (await watch.askAll(secret)).filter((answer) => answer === true).length;
    expect(accepted).toBeGreaterThan(0);
    await eventually(async () => {
      expect((await user.activity(key.keyId)).last24h).toBe(accepted);
    }, PATIENCE);
  }, 90_000);

  it('waits for one that stands still until its lease is over; it accepts nothing when it goes on', async () => {
    const watch = new Watch(await connections(WORKERS));
    const user = system.as(person('carol', 'analyst'));
    await allConfirm();
    const propagation = await round(watch, user, {
      beforeEnding: () => doHarm('verifier 2', { standsMs: 3 * LEASE_MS }),
    });
    expect(propagation).toMatchObject({ confirmed: true, replicas: WORKERS - 1 });
    expect(propagation.waitedMs).toBeGreaterThan(LEASE_MS / 2);
    expect(watch).toMatchObject({ violations: [], broken: 0 });
    await allConfirm();
  }, 120_000);

  it('replaces one that ends by itself, while the others answer: no key is accepted that may not be', async () => {
    for (let end = 0; end < 3; end++) {
      await allConfirm();
      const watch = new Watch(await connections(WORKERS));
      const user = system.as(person('dora', 'analyst'));
      const [victim = ''] = await threadsNow();
      await round(watch, user, { insists: true, beforeEnding: () => doHarm(victim) });
      for (let rounds = 0; rounds < 5; rounds++) await round(watch, user, { insists: true });
      expect(watch.violations).toEqual([]);
      await eventually(async () => {
        const now = await threadsNow();
        expect(now).not.toContain(victim);
        expect(now).toHaveLength(WORKERS - 1);
      }, PATIENCE);
    }
    expect(system.output).toMatch(/"worker":\d,.*a worker ended by itself; another takes its place/);
    await allConfirm();
  }, 240_000);
});

describe('everything but verdicts', () => {
  const user = person('ellen', 'analyst');
  const spread = async (): Promise<readonly Connection[]> => connections(WORKERS);
  const bearer = async () => ({ authorization: `Bearer ${await system.tokenOf(user)}` });

  it('is answered through every worker as by the one process that it is', async () => {
    const headers = await bearer();
    const page = await exchange(standalone.address, { path: '/v1/openapi.json' });
    for (const connection of await spread()) {
      const created = await connection.send({
        method: 'POST',
        path: '/v1/keys',
        headers,
        body: { name: 'Through a worker', scope: 'read-only' },
      });
      expect(created).toMatchObject({ status: 201, body: { propagation: { confirmed: true, replicas: WORKERS } } });
      const { key, secret } = created.body as { key: { keyId: string }; secret: string };
      system.rememberKey(secret);
      const rotated = await connection.send({
        method: 'POST',
        path: `/v1/keys/${key.keyId}/rotate`,
        headers,
        body: {},
      });
      expect(rotated.status).toBe(201);
      system.rememberKey((rotated.body as { secret: string }).secret);
      expect((await connection.send({ path: '/v1/openapi.json' })).text).toBe(page.text);
      expect(await connection.send({ path: '/health/ready' })).toMatchObject({ status: 200 });
      expect(await connection.send({ method: 'HEAD', path: '/health/live' })).toMatchObject({ status: 200, text: '' });
      expect(await connection.send({ path: '/nowhere' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
      expect(await connection.send({ path: '/v1/me', headers })).toMatchObject({
        status: 200,
        headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      });
      const large = { method: 'POST', path: '/v1/keys', headers, body: { name: 'x'.repeat(70_000) } };
      expect(await connection.send(large)).toMatchObject({ status: 413, body: { code: 'request-too-large' } });
      const chunked = { ...headers, 'transfer-encoding': 'chunked', 'content-length': [] };
      expect(
        await connection.send({
          method: 'PATCH',
          path: `/v1/keys/${key.keyId}`,
          headers: chunked,
          body: { name: 'New' },
        }),
      ).toMatchObject({ status: 200, body: { key: { name: 'New' } } });
      expect((await connection.send({ path: PAGE_PATH })).headers['content-type']).toMatch(/^text\/html/);
    }
  }, 60_000);

  it('sees the address of the client, and believes nobody who says another', async () => {
    const all = await spread();
    const guess = (connection: Connection, headers: HttpRequest['headers']) =>
      connection.send({ path: '/v1/me', headers: { authorization: 'Bearer a.b.cccccccccccccccc', ...headers } });
    for (const connection of all)
      expect(
        (await guess(connection, { 'x-keyward-peer': '203.0.113.66', connection: 'x-forwarded-for' })).status,
      ).toBe(401);
    await eventually(() => {
      expect(system.output).toMatch(/"door":"management","reason":"token-invalid","remote":"127\.0\.0\.1"/);
    });
    expect(system.output).not.toContain('203.0.113.66');
    // one address is one, whichever worker it comes by
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 80; attempt++) {
      const connection = all[attempt % all.length] ?? new Connection();
      statuses.add((await guess(connection, { 'x-forwarded-for': '203.0.113.7' })).status);
    }
    expect([...statuses]).toEqual([401, 429]);
    for (const connection of all)
      expect((await guess(connection, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(429);
    for (const connection of all)
      expect((await guess(connection, { 'x-forwarded-for': '203.0.113.8' })).status).toBe(401);
  });
});

describe('several workers', () => {
  const environment = { JWT_SECRET: 'x'.repeat(40), DRAIN_MS: '0', WORKERS: '2', LEASE_MS: '1000' };

  it('do not share a port with those of another Keyward', async () => {
    const port = new URL(standalone.address).port;
    const other = AppProcess.spawn(STANDALONE, { ...environment, PORT: port, DATA_DIR: join(scratch, 'other') });
    expect(await other.ended).toEqual({ code: 1, signal: null });
    expect(other.output).toMatch(/PORT: \d+ on 127\.0\.0\.1 is in use by another process/);
  });

  it('are refused where the path of their socket would be too long', async () => {
    const folder = join(scratch, 'x'.repeat(120));
    mkdirSync(folder);
    const other = AppProcess.spawn(STANDALONE, { ...environment, PORT: '0', DATA_DIR: folder });
    expect(await other.ended).toEqual({ code: 1, signal: null });
    expect(other.output).toMatch(/WORKERS: .* path is too long/);
  });
});
