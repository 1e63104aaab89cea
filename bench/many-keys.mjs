// Processor time of a verdict in the process, of keys in the cache, of keys that have to be read from the store, of one
// that nobody knows and of one that is malformed, with 1,000 keys in the store and with many more; and the reads of the
// store for each. The baseline of each is the same with 1,000 keys. `--keys N`: the most (default 1,000,000: a minute to
// fill), `--smoke`: some seconds.
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { generateSecret, parsePeppers } from '#key-secret';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { defaultPermissionCatalogue, defaultRouteTable } from '#permissions';
import { SystemClock } from '#process';
import { replicaLease } from '#propagation';
import { VerificationModule } from '#verification';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { describeMachine, median, printTable } from './machine.mjs';

const { values } = parseArgs({ options: { keys: { type: 'string', default: '1000000' }, smoke: { type: 'boolean' } } });
const [BASE, MOST] = [1000, values.smoke ? 5000 : Number(values.keys)];
const SIZES = [...new Set([BASE, BASE * Math.round(Math.sqrt(MOST / BASE)), MOST])];
const ROUNDS = values.smoke ? 2 : 15;
const AT_ONCE = values.smoke ? 200 : 2000;
/** Keys of which the secret is known, spread evenly over the store; a cold round uses each once at most. */
const KNOWN = 1000;
const KEYS_PER_OWNER = 20;
const BATCH = 20_000;

const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const peppers = parsePeppers(`p1:${Buffer.alloc(32, 1).toString('base64')}`);
const secrets = Array.from({ length: KNOWN }, () => generateSecret({ prefix: 'claribi', mode: 'live' }));
const unknown = Array.from({ length: AT_ONCE }, () => generateSecret({ prefix: 'claribi', mode: 'live' }));
const malformed = unknown.map((secret) => `${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`);
const ROUTE = { permission: 'dashboards.view' };

const KINDS = {
  'in the cache': { cacheMax: 200_000, keys: Array.from({ length: AT_ONCE }, (_, n) => secrets[n % KNOWN]) },
  'read from the store': { cacheMax: 1, keys: Array.from({ length: AT_ONCE }, (_, n) => secrets[(n * 7) % KNOWN]) },
  unknown: { cacheMax: 1, keys: unknown },
  malformed: { cacheMax: 1, keys: malformed },
};

const stores = [];
try {
  for (const size of SIZES) stores.push(await filled(size));
  const measured = new Map();
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [kind, { keys }] of Object.entries(KINDS))
      for (const store of round % 2 === 0 ? stores : stores.toReversed()) {
        const spent = await store.spend(kind, keys);
        if (round > 0) measured.set(`${kind} ${store.size}`, [...(measured.get(`${kind} ${store.size}`) ?? []), spent]);
      }
  console.log(
    `${describeMachine().replace(/, (server|nothing) pinned.*/, '')}; medians of ${ROUNDS} rounds of ${AT_ONCE} verdicts\n`,
  );
  printTable(
    Object.keys(KINDS).flatMap((kind) =>
      stores.map(({ size }) => {
        const cpu = (keys) => median(measured.get(`${kind} ${keys}`).map(({ cpuUs }) => cpuUs));
        return {
          'a key that is': kind,
          'keys in the store': size,
          'CPU µs': cpu(size).toFixed(1),
          'of that with 1,000': (cpu(size) / cpu(BASE)).toFixed(2),
          'reads of the store': median(measured.get(`${kind} ${size}`).map(({ reads }) => reads)).toFixed(2),
        };
      }),
    ),
  );
} finally {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true });
}

/** A store of `size` keys, and a replica over it for each size of cache. */
async function filled(size) {
  const store = SqliteVerificationStore.open(join(folder, `${size}.db`));
  const every = size / KNOWN;
  for (let first = 0; first < size; first += BATCH) {
    const writes = [];
    for (let n = first; n < Math.min(size, first + BATCH); n += 1) {
      const ownerId = `bench/${String(Math.floor(n / KEYS_PER_OWNER))}`;
      const version = (n % KEYS_PER_OWNER) + 2;
      if (version === 2)
        writes.push({
          kind: 'advance',
          ownerId,
          version: KEYS_PER_OWNER + 2,
          changes: { role: 'analyst', active: true },
        });
      const known = Number.isInteger(n / every) ? secrets[n / every] : undefined;
      const { digest, pepperId } =
        known === undefined
          ? { digest: createHash('sha256').update(String(n)).digest('hex'), pepperId: 'p1' }
          : peppers.digest(known);
      const issued = { credentialId: `c${n}`, keyId: `k${n}`, ownerId, scope: 'read-only', mode: 'live' };
      const never = { expiresAt: null, activeUntil: null, graceEnded: false, revokedAt: null, paused: false };
      const credential = { digest, pepperId, ...issued, ...never, issuedVersion: version, version };
      writes.push({ kind: 'issue', credential });
    }
    await store.apply(writes, {});
  }
  let reads = 0;
  const counted = new Proxy(store, {
    get(target, name) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      return (...asked) => {
        if (name === 'find') reads += 1;
        return value.apply(target, asked);
      };
    },
  });
  const replicas = new Map();
  for (const cacheMax of new Set(Object.values(KINDS).map((kind) => kind.cacheMax)))
    replicas.set(cacheMax, await replicaOver(counted, cacheMax));
  return {
    size,
    /** Microseconds of processor time, and reads of the store, for each verdict. */
    async spend(kind, keys) {
      const { verifier } = replicas.get(KINDS[kind].cacheMax);
      const before = process.cpuUsage();
      reads = 0;
      const outcomes = new Set();
      for (const key of keys) outcomes.add((await verifier.verify(key, ROUTE)).outcome);
      const { user, system } = process.cpuUsage(before);
      const expected = kind === 'unknown' || kind === 'malformed' ? 'refused' : 'accepted';
      if (outcomes.size !== 1 || !outcomes.has(expected)) throw new Error(`${kind}: ${[...outcomes].join(', ')}`);
      return { cpuUs: (user + system) / keys.length, reads: reads / keys.length };
    },
    async close() {
      for (const { close } of replicas.values()) await close();
      await store.close();
    },
  };
}

async function replicaOver(store, cacheMax) {
  const log = EmbeddedLog.open({ eventsPath: ':memory:' });
  const { publisher, subscriber } = log;
  const parts = {
    publisher,
    subscriber,
    clock: new SystemClock(),
    logger: pino({ level: 'warn' }),
    metrics: new Registry(),
  };
  const { verifier, tasks } = VerificationModule.forRoot({
    ...parts,
    store,
    peppers,
    catalogue: defaultPermissionCatalogue(),
    routes: defaultRouteTable(defaultPermissionCatalogue()),
    observer: () => undefined,
    lease: replicaLease({ ...parts, leaseMs: 60_000 }),
    env: {
      KEY_PREFIX: 'claribi',
      ACCEPT_MODES: ['live', 'test'],
      CACHE_MAX: cacheMax,
      AUTHORIZE_SOURCE: 'forwarded',
      HOST: '127.0.0.1',
      SERVICE_TOKENS: '',
    },
    howToRebuild: (reason) => reason,
  });
  await tasks.verification.start();
  return {
    verifier,
    close: async () => {
      await tasks.verification.close();
      await log.close();
    },
  };
}
