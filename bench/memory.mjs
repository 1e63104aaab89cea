// What keys take: bytes of the read model's file, and memory of a replica that has ever more of them in its cache, each
// read by a verdict; over the same process with an empty cache. `--asked json|header`: with what is kept of the answers at
// these doors. `--keys N` (default 1,000,000: some minutes), `--smoke`: some seconds.
import 'reflect-metadata';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { generateSecret, parsePeppers } from '#key-secret';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { defaultPermissionCatalogue, defaultRouteTable } from '#permissions';
import { SystemClock } from '#process';
import { replicaLease } from '#propagation';
import { VerificationModule } from '#verification';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { answerText } from '../dist/libs/verification/domain/answer.js';
import { identityHeaders } from '../dist/libs/verification/http/identity-headers.js';
import { describeMachine, printTable } from './machine.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const { values } = parseArgs({
  options: { keys: { type: 'string', default: '1000000' }, asked: { type: 'string' }, smoke: { type: 'boolean' } },
});
const ANSWERS = {
  json: (verdict) => Buffer.from(answerText(verdict)),
  header: identityHeaders,
};
const answer = values.asked === undefined ? () => undefined : ANSWERS[values.asked];
const KEYS = values.smoke ? 5000 : Number(values.keys);
const KEYS_PER_OWNER = 20;
const BATCH = 5000;

const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const path = join(folder, 'derived.db');
const peppers = parsePeppers(`p1:${Buffer.alloc(32, 1).toString('base64')}`);
const store = SqliteVerificationStore.open(path);
const log = EmbeddedLog.open({ eventsPath: ':memory:' });
const { publisher, subscriber } = log;
const parts = { publisher, subscriber, clock: new SystemClock(), metrics: new Registry() };
const logged = { ...parts, logger: pino({ level: 'warn' }) };
const { verifier, tasks } = VerificationModule.forRoot({
  ...logged,
  store,
  peppers,
  catalogue: defaultPermissionCatalogue(),
  routes: defaultRouteTable(defaultPermissionCatalogue()),
  observer: () => undefined,
  lease: replicaLease({ ...logged, leaseMs: 600_000 }),
  env: {
    KEY_PREFIX: 'claribi',
    ACCEPT_MODES: ['live', 'test'],
    CACHE_MAX: KEYS,
    AUTHORIZE_SOURCE: 'forwarded',
    HOST: '127.0.0.1',
    SERVICE_TOKENS: '',
  },
  howToRebuild: (reason) => reason,
});
const rows = [];
try {
  await tasks.verification.start();
  await cached(0, Math.min(1000, KEYS)); // what the first verdicts load is no cost of keys
  const first = memory();
  let known = Math.min(1000, KEYS);
  let last = first;
  for (const size of [...new Set([KEYS / 100, KEYS / 10, KEYS / 5, KEYS].map(Math.ceil))].filter((n) => n > known)) {
    await cached(known, size);
    const now = memory();
    rows.push({
      'keys in the cache': size,
      'heap, MB': mb(now.heap),
      'resident, MB': mb(now.resident),
      'bytes of heap a key': Math.round((now.heap - first.heap) / (size - 1000)),
      'of this step': Math.round((now.heap - last.heap) / (size - known)),
    });
    known = size;
    last = now;
  }
  await tasks.verification.close();
  await store.close();
  console.log(`${describeMachine().replace(/, (server|nothing).*/, '')}; ${KEYS_PER_OWNER} keys an owner\n`);
  printTable(rows);
  console.log(`\nderived.db: ${Math.round(statSync(path).size / KEYS)} bytes a key, with its owner's share`);
} finally {
  await log.close();
  rmSync(folder, { recursive: true });
}

/** Keys `from` to `to` are stored, then asked for once each. */
async function cached(from, to) {
  for (let first = from; first < to; first += BATCH) {
    const last = Math.min(to, first + BATCH);
    const secrets = [];
    const writes = [];
    for (let n = first; n < last; n += 1) {
      const secret = generateSecret({ prefix: 'claribi', mode: 'live' });
      const ownerId = `bench/${String(Math.floor(n / KEYS_PER_OWNER)).padStart(8, '0')}`;
      const version = (n % KEYS_PER_OWNER) + 2;
      if (version === 2 || n === first)
        writes.push({
          kind: 'advance',
          ownerId,
          version: KEYS_PER_OWNER + 2,
          changes: { role: 'analyst', active: true },
        });
      const id = String(n).padStart(22, '0');
      const issued = { credentialId: `cred_${id}`, keyId: `key_${id}`, ownerId, scope: 'read-only', mode: 'live' };
      const never = { expiresAt: null, activeUntil: null, graceEnded: false, revokedAt: null, paused: false };
      const credential = { ...peppers.digest(secret), ...issued, ...never, issuedVersion: version, version };
      writes.push({ kind: 'issue', credential });
      secrets.push(secret);
    }
    await store.apply(writes, {});
    await turn(); // the lease is renewed
    for (const secret of secrets) {
      const verdict = await verifier.verify(secret, { permission: 'dashboards.view' });
      if (verdict.outcome !== 'accepted') throw new Error(`a key was ${verdict.outcome}`);
      answer(verdict);
    }
  }
}

function memory() {
  collectGarbage();
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss };
}

function mb(bytes) {
  return Math.round(bytes / 1e6);
}
