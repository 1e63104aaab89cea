// Processor time until a standalone Keyward serves: on a folder without read models, so that everything is applied
// again, and on the same folder once more. The baseline is a bare read of the log, each record decoded once.
// `--keys N` (default 100,000; 1,000,000 takes some minutes), `--smoke`: 5,000.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodeKeyEvent, TOPICS } from '#contracts';
import { generateSecret, hintOf, parsePeppers } from '#key-secret';
import { openEvents } from '#profiles/embedded';
import { freePort } from '../test/profiles/free-port.ts';
import { untilReady } from '../tools/until-ready.mjs';
import { exchange } from './keyward.mjs';
import { cpuMsOf, describeMachine, printTable, spawnServer } from './machine.mjs';

const MAIN = fileURLToPath(new URL('../dist/apps/standalone/main.js', import.meta.url));
const KEYS_PER_OWNER = 20;
const AT_ONCE = 500;

const { values } = parseArgs({ options: { keys: { type: 'string', default: '100000' }, smoke: { type: 'boolean' } } });
const keys = values.smoke ? 5000 : Number(values.keys);
const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const pepper = `p1:${randomBytes(32).toString('base64')}`;
let lastSecret;
try {
  await seed();
  const rows = [
    { what: 'read and decode the log', ...(await bareRead()) },
    ...(await start('rebuild')),
    ...(await start('start again')),
  ];
  console.log(`${describeMachine()}; ${keys} keys of ${keys / KEYS_PER_OWNER} owners\n`);
  printTable(
    rows.map(({ what, cpuMs }) => ({
      what,
      'CPU s': (cpuMs / 1000).toFixed(2),
      'µs per key': ((cpuMs * 1000) / keys).toFixed(1),
      'of a bare read': (cpuMs / rows[0].cpuMs).toFixed(2),
    })),
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** One commit per key, as commands leave them. */
async function seed() {
  const { database, store, log } = openEvents(join(folder, 'events.db'), {});
  const peppers = parsePeppers(pepper);
  const at = new Date().toISOString();
  for (let first = 0; first < keys / KEYS_PER_OWNER; first += AT_ONCE) {
    const owners = Array.from(
      { length: Math.min(AT_ONCE, keys / KEYS_PER_OWNER - first) },
      (_, n) => `bench/${first + n}`,
    );
    for (let version = 1; version <= KEYS_PER_OWNER; version++) {
      await Promise.all(
        owners.map((owner) => {
          const secret = generateSecret({ prefix: 'claribi', mode: 'live' });
          lastSecret = secret;
          const id = randomBytes(16).toString('hex');
          const event = {
            type: 'KeyCreated',
            keyId: `key_${id}`,
            name: 'Bench',
            scope: 'read-only',
            mode: 'live',
            expiresAt: null,
            credential: { credentialId: `cred_${id}`, ...peppers.digest(secret), hint: hintOf(secret) },
          };
          return store.append(owner, version - 1, [{ event, at, by: `user:${owner}` }], { commandId: id });
        }),
      );
    }
  }
  await log.close();
  await store.close();
  database.close();
}

async function bareRead() {
  const { database, store, log } = openEvents(join(folder, 'events.db'), {});
  const before = process.cpuUsage();
  await new Promise((resolve) => {
    let read = 0;
    const handle = (records) => {
      for (const record of records) decodeKeyEvent(record);
      read += records.length;
      if (read === keys) resolve();
      return Promise.resolve();
    };
    void log.subscriber.subscribe({ topic: TOPICS.keyEvents.name, mode: 'broadcast', after: {}, handle });
  });
  const { user, system } = process.cpuUsage(before);
  await log.close();
  await store.close();
  database.close();
  return { cpuMs: (user + system) / 1000 };
}

/** Resolves when a verdict is given, whichever. */
async function untilVerdictAt(address, request) {
  for (;;) {
    const status = await exchange(address, request).then(
      (answer) => answer.status,
      () => 0,
    );
    if ([200, 401, 403].includes(status)) return;
    await pause(50);
  }
}

async function start(what) {
  const port = String(await freePort());
  const server = spawnServer([MAIN], {
    PORT: port,
    DATA_DIR: folder,
    JWT_SECRET: randomBytes(32).toString('hex'),
    KEY_PEPPERS: pepper,
    DRAIN_MS: '0',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    NODE_ENV: 'production',
  });
  const address = `http://127.0.0.1:${port}`;
  const untilVerdict = untilVerdictAt(address, {
    path: '/v1/authorize',
    headers: { 'x-api-key': lastSecret, 'x-original-method': 'GET', 'x-original-uri': '/' },
  });
  const served = untilVerdict.then(() => cpuMsOf(server.child.pid));
  await untilReady(address, () => server.child.exitCode !== null);
  const cpuMs = cpuMsOf(server.child.pid);
  const verdictMs = await served;
  await server.stop();
  return [
    { what: `${what}, to the first verdict`, cpuMs: verdictMs },
    { what: `${what}, until ready`, cpuMs },
  ];
}
