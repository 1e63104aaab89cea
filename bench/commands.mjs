// Durable commands per second over HTTP, against raw SQLite commits (WAL, synchronous=FULL, one row each) on the same
// disk; the CPU time of a command; and, where there is `strace`, the fsyncs of a command by file. `--smoke`: a few
// seconds.
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { fsyncsOf } from './fsyncs.mjs';
import { startKeyward } from './keyward.mjs';
import { cpuMsOf, describeMachine, median, pinLoadGenerator, printTable } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const ROUNDS = smoke ? 1 : 3;
const KEYS_PER_OWNER = 20;
const OWNERS = smoke ? { 1: 1, 8: 8, 32: 32 } : { 1: 16, 8: 32, 32: 96 };
const RAW_COMMITS = smoke ? 500 : 3000;

pinLoadGenerator();
const keyward = await startKeyward();
let owners = 0;
try {
  if (!smoke) await commands(32); // a service that runs is not new
  const raw = [];
  const measures = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const concurrency of [1, 8, 32]) {
      raw.push(rawCommits());
      for (const [command, measured] of Object.entries(await commands(concurrency)))
        (measures[`${command}, ${concurrency} at a time`] ??= []).push(measured);
    }
  }
  console.log(`${describeMachine()}; medians of ${ROUNDS} rounds\n`);
  printTable([
    { command: 'raw SQLite commit', 'per second': Math.round(median(raw)), ratio: '1.00', 'CPU ms': '' },
    ...Object.entries(measures).map(([command, rounds]) => {
      const rate = median(rounds.map((each) => each.rate));
      return {
        command,
        'per second': Math.round(rate),
        ratio: (rate / median(raw)).toFixed(2),
        'CPU ms': median(rounds.map((each) => each.cpuMs)).toFixed(2),
      };
    }),
  ]);
  await revokeAll(smoke ? 100 : 1000);
  await fsyncsPerCommand();
  bytesPerCommit();
} finally {
  await keyward.stop();
}

/** One owner's keys, all at once. */
async function revokeAll(count) {
  const post = await keyward.as(`owner-${owners++}`);
  for (let key = 0; key < count; key++) await post('/v1/keys', { name: 'Bench', scope: 'read-only' });
  const began = performance.now();
  await post('/v1/keys/revoke-all', {});
  console.log(`\nrevoke-all of ${count} keys: ${(performance.now() - began).toFixed(0)} ms`);
}

/** The fsyncs of each file in the data folder, for one command of each kind. */
async function fsyncsPerCommand() {
  const rows = [];
  for (const concurrency of [1, 32]) {
    const traced = await fsyncsOf(keyward.pid, () => commands(concurrency));
    if (traced === null) return;
    const count = 3 * OWNERS[concurrency] * KEYS_PER_OWNER;
    const row = { 'fsyncs per command': `${concurrency} at a time` };
    for (const file of ['events.db', 'activity.db', 'reminders.db', 'derived.db'])
      row[file] = ((traced.get(file) ?? 0) / count).toFixed(2);
    row.all = ([...traced.values()].reduce((sum, each) => sum + each, 0) / count).toFixed(2);
    rows.push(row);
  }
  console.log('');
  printTable(rows);
}

/** What a command leaves in `events.db`, indexes and the log included. */
function bytesPerCommit() {
  const database = new DatabaseSync(join(keyward.folder, 'events.db'), { readOnly: true });
  const { bytes, commits } = database
    .prepare(
      `SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS bytes,
        (SELECT count(*) FROM commits) AS commits`,
    )
    .get();
  database.close();
  console.log(`\nevents.db: ${Math.round(bytes / commits)} bytes for each command`);
}

/** Commits per second of one row each, in a file beside Keyward's own. */
function rawCommits() {
  const database = new DatabaseSync(join(keyward.folder, `raw-${owners}.db`));
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS commits (stream TEXT, version INTEGER, events TEXT)',
  );
  const insert = database.prepare('INSERT INTO commits VALUES (?, ?, ?)');
  const events = JSON.stringify([{ type: 'KeyCreated', data: 'x'.repeat(400) }]);
  const began = performance.now();
  for (let count = 0; count < RAW_COMMITS; count++) insert.run('bench/owner', count, events);
  const rate = perSecond(RAW_COMMITS, began);
  database.close();
  return rate;
}

/** Creates, rotates and revokes keys of new owners, each owner one command at a time, `concurrency` owners at once. */
async function commands(concurrency) {
  const clients = await Promise.all(Array.from({ length: OWNERS[concurrency] }, () => keyward.as(`owner-${owners++}`)));
  const keyIds = new Map(clients.map((post) => [post, []]));
  const measure = async (command) => {
    const began = performance.now();
    const cpuBefore = cpuMsOf(keyward.pid);
    const waiting = [...clients];
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        for (let post = waiting.pop(); post !== undefined; post = waiting.pop()) {
          for (let at = 0; at < KEYS_PER_OWNER; at++) await command(post, at);
        }
      }),
    );
    const count = clients.length * KEYS_PER_OWNER;
    return { rate: perSecond(count, began), cpuMs: (cpuMsOf(keyward.pid) - cpuBefore) / count };
  };
  return {
    create: await measure(async (post) => {
      keyIds.get(post).push((await post('/v1/keys', { name: 'Bench', scope: 'read-only' })).key.keyId);
    }),
    rotate: await measure((post, at) => post(`/v1/keys/${keyIds.get(post)[at]}/rotate`, { graceHours: 0 })),
    revoke: await measure((post, at) => post(`/v1/keys/${keyIds.get(post)[at]}/revoke`, {})),
  };
}

function perSecond(count, began) {
  return (count * 1000) / (performance.now() - began);
}
