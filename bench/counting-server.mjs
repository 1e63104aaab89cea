// The subject of usage.mjs: a verification replica with Keyward's HTTP server, which verifies now with counting, now
// without. Forked with a folder as argument. Sends its address and keys, then measures what it is asked to: `{ load,
// pairs }` → `{ measured: [{ on, off }] }`.
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { ActivityProjector } from '#activity/consuming';
import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { UsageModule } from '#activity/counting';
import { encodeKeyEvent, TOPICS } from '#contracts';
import { defaultPermissionCatalogue, defaultRouteTable } from '#permissions';
import { generateSecret, hintOf, parsePeppers } from '#key-secret';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { replicaLease } from '#propagation';
import { createHttpApp } from '#http';
import { SystemClock } from '#process';
import { VerificationModule } from '#verification';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';

const KEYS = 100;
const LEASE_MS = 15_000;
const OWNER = 'bench/owner';
const ENDPOINTS = ['/api/data-sources', '/api/reports/r1', '/api/dashboards/d1', '/api/organization'].map((path) => ({
  method: 'GET',
  path,
}));
/** Other work gets its turn after so many verifies. */
const TURN = 100;
/** Microseconds of processor time. */
const SLICE = 100_000;
const SLICES = 10;

const [folder] = process.argv.slice(2);
const [clock, logger] = [new SystemClock(), pino({ level: 'warn' })];
const peppers = parsePeppers(`p1:${Buffer.alloc(32, 1).toString('base64')}`);
const log = EmbeddedLog.open({ eventsPath: join(folder, 'events.db'), groupsPath: join(folder, 'activity.db') });
const { publisher, subscriber } = log;
const activityStore = SqliteActivityStore.open(join(folder, 'activity.db'));
const verificationStore = SqliteVerificationStore.open(join(folder, 'derived.db'));

const keys = await publishKeys();
const parts = { publisher, subscriber, clock, logger, metrics: new Registry() };
const { usage: counter } = UsageModule.forRoot(parts).tasks;
const projector = new ActivityProjector({ ...parts, store: activityStore });
class Bench {}
Module({})(Bench);
const nobody = () => undefined;
let observer = nobody;
let verifies = 0;
const verification = VerificationModule.forRoot({
  ...parts,
  store: verificationStore,
  peppers,
  catalogue: defaultPermissionCatalogue(),
  routes: defaultRouteTable(defaultPermissionCatalogue()),
  observer: (seen) => {
    verifies++;
    observer(seen);
  },
  lease: replicaLease({ ...parts, leaseMs: LEASE_MS }),
  env: {
    KEY_PREFIX: 'claribi',
    ACCEPT_MODES: ['live', 'test'],
    CACHE_MAX: 200_000,
    AUTHORIZE_SOURCE: 'forwarded',
    HOST: '127.0.0.1',
    SERVICE_TOKENS: '',
  },
  howToRebuild: (reason) => reason,
});
const http = await createHttpApp(Bench, {
  env: { PORT: 0, HOST: '127.0.0.1', DRAIN_MS: 0, KEYWARD_TEST_CLOCK: false },
  logger,
  clock,
  openApi: { title: 'Bench', version: '0' },
  addRoutes: verification.http.addRoutes,
});
await projector.start();
await verification.tasks.verification.start();
const address = await http.listen();

const LOADS = {
  /** Verifies from the cache, one after the other, until `enough` says so. */
  async inProcess(enough) {
    for (let done = 0; !enough(); done++) {
      const verdict = verification.verifier.verify(keys[done % KEYS], { endpoint: ENDPOINTS[done % ENDPOINTS.length] });
      if (verdict.outcome !== 'accepted') throw new Error(`not accepted from the cache: ${JSON.stringify(verdict)}`);
      if (done % TURN === 0) await new Promise(setImmediate);
    }
  },
  /** Somebody sends requests. */
  async overHttp() {},
};

/**
 * Processor time for a verify, in microseconds, with counting and without: in short turns, so that whatever else goes
 * on meets both alike. Counts are sent once in a second of processor time, as on a core that does nothing but verify,
 * and it is part of what counting costs.
 */
async function pair(countFirst) {
  const spent = { on: { cpu: 0, verifies: 0 }, off: { cpu: 0, verifies: 0 } };
  for (let slice = 0; slice < SLICES; slice++) {
    for (const on of [countFirst, !countFirst]) {
      observer = on ? counter.count : nobody;
      const [began, before] = [cpu(), verifies];
      const flushed = on && slice === SLICES - 1 ? counter.flush() : undefined;
      while (cpu() - began < SLICE) await pause(2);
      await flushed;
      spent[on ? 'on' : 'off'].cpu += cpu() - began;
      spent[on ? 'on' : 'off'].verifies += verifies - before;
    }
  }
  observer = nobody;
  return { on: spent.on.cpu / spent.on.verifies, off: spent.off.cpu / spent.off.verifies };
}

/** Microseconds of processor time that this process has used. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

process.on('message', async ({ load, pairs }) => {
  let done = false;
  const loading = LOADS[load](() => done);
  const measured = [];
  await pair(true); // everything is compiled and met once
  for (let number = 0; number < pairs; number++) measured.push(await pair(number % 2 === 0));
  done = true;
  await loading;
  process.send({ measured });
});
process.once('SIGTERM', async () => {
  await http.close();
  await verification.tasks.verification.close();
  await counter.close();
  await projector.close();
  await log.close();
  await activityStore.close();
  await verificationStore.close();
  process.disconnect();
});
for (const key of keys) await verification.verifier.verify(key, {});
process.send({ address, keys });

async function publishKeys() {
  const secrets = Array.from({ length: KEYS }, () => generateSecret({ prefix: 'claribi', mode: 'live' }));
  const created = secrets.map((secret, index) => ({
    type: 'KeyCreated',
    keyId: `k${index}`,
    name: `Key ${index}`,
    scope: 'read-only',
    mode: 'live',
    expiresAt: null,
    credential: { credentialId: `c${index}`, ...peppers.digest(secret), hint: hintOf(secret) },
  }));
  const events = [
    { type: 'OwnerRoleChanged', role: 'analyst', source: 'token', toldAt: '2026-01-01T00:00:00.000Z' },
    ...created,
  ];
  const at = new Date().toISOString();
  await publisher.send(
    TOPICS.keyEvents.name,
    events.map((event, index) =>
      encodeKeyEvent({ ownerId: OWNER, version: index + 1, at, by: `user:${OWNER}`, event }),
    ),
  );
  return secrets;
}
