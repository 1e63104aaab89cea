// A standalone Keyward under a mixed load, and what grew meanwhile: one table of everything that may grow, each with its
// bound; exit code 1 when one is over it. `--minutes N` (default 30); `--smoke`: half a minute.
import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { exchange, startKeyward } from '../bench/keyward.mjs';
import { median, printTable } from '../bench/machine.mjs';

const { values: options } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, smoke: { type: 'boolean', default: false } },
});
const LASTS_MS = options.smoke ? 25_000 : Number(options.minutes) * 60_000;
if (!(LASTS_MS > 0)) throw new RangeError('--minutes takes a number');
const SAMPLES = 60;
const [OWNERS, KEYS_OF_OWNER] = [10, 20];
/** Requests on their way at the same time, and pauses in milliseconds between two of one of them. */
const LOAD = { verify: [8, 10], command: [3, 150], read: [1, 500] };
const MB = 1_000_000;
/** So many seconds a use stays on its topic: one until it is sent, 60 after it was handled, and some until it is dropped. */
const KEPT_S = 120;
/** Uses of so many credentials stand in one record. */
const KEYS_OF_RECORD = 250;
/**
 * Memory may not creep either: its last third against the third before, beside what new keys take in caches. How much
 * garbage the heap holds at an instant says nothing about that.
 */
const MAY_NOT_CREEP = /^(?:memory, (?!heap in use)|series|active|open)/;
const CREEP = 1.2;
const CACHED_OF_COMMAND = 2000;

const WORK = { verify, command: change, read };
const done = { verify: 0, command: 0, read: 0, refused: 0 };
const samples = [];
const keyward = await startKeyward();
let isRunning = true;
try {
  const owners = Array.from({ length: OWNERS }, (_, n) => ({ name: `soaker-${n}` }));
  for (const owner of owners) {
    owner.call = await keyward.as(owner.name);
    owner.keys = [];
    for (let n = 0; n < KEYS_OF_OWNER; n += 1) owner.keys.push(await created(owner));
  }
  const load = Promise.all(
    Object.entries(LOAD).flatMap(([kind, [atOnce, pauseMs]]) =>
      Array.from({ length: atOnce }, (_, worker) => repeat(kind, pauseMs, () => WORK[kind](pick(owners, worker)))),
    ),
  );
  for (let n = 0; n < SAMPLES; n += 1) {
    await Promise.race([load, pause(LASTS_MS / SAMPLES)]);
    samples.push(await sample());
  }
  isRunning = false;
  await load;
} finally {
  isRunning = false;
  await keyward.stop();
}
report();

async function repeat(kind, pauseMs, work) {
  while (isRunning) {
    await work();
    done[kind] += 1;
    await pause(pauseMs);
  }
}

async function created({ call }) {
  const { key, secret } = await call('/v1/keys', { name: 'Soaked', scope: 'read-only' });
  return { keyId: key.keyId, secret };
}

/** One command per turn: a key is made, rotated and, in its place, another one revoked, so that as many stay. */
async function change(owner) {
  const turn = done.command % 3;
  if (turn === 0) owner.keys.push(await created(owner));
  else if (turn === 1) {
    const key = owner.keys[0];
    key.secret = (await owner.call(`/v1/keys/${key.keyId}/rotate`, { graceHours: 0 })).secret;
  } else if (owner.keys.length > KEYS_OF_OWNER) await owner.call(`/v1/keys/${owner.keys.shift().keyId}/revoke`, {});
}

async function verify(owner) {
  const { secret } = pick(owner.keys, done.verify);
  const body = { key: secret, endpoint: { method: 'GET', path: '/api/reports' } };
  const { status } = await exchange(keyward.address, { method: 'POST', path: '/v1/verify', body });
  if (status !== 200) done.refused += 1;
}

async function read() {
  const { status } = await exchange(keyward.address, { path: '/health/ready' });
  if (status !== 200) done.refused += 1;
}

function pick(from, at) {
  return from[at % from.length];
}

/** What there is now of everything that may grow. */
async function sample() {
  const { text } = await exchange(keyward.address, { path: '/metrics' });
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const sumOf = (name) =>
    series
      .filter((line) => line.startsWith(`${name}{`))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  const metric = (name) => Number(series.find((line) => line.startsWith(`${name} `))?.split(' ')[1] ?? Number.NaN);
  const found = {
    'memory, resident': metric('process_resident_memory_bytes'),
    'memory, heap in use': metric('nodejs_heap_size_used_bytes'),
    'memory, external': metric('nodejs_external_memory_bytes'),
    'series of metrics': series.length,
    'active resources': sumOf('nodejs_active_resources'),
    ...descriptors(),
    ...files(),
    ...topics(),
  };
  return { found, did: { ...done } };
}

function descriptors() {
  const folder = `/proc/${keyward.pid}/fd`;
  const targets = readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(join(folder, name))];
    } catch {
      return []; // closed since
    }
  });
  const sockets = targets.filter((target) => target.startsWith('socket:')).length;
  return { 'open sockets': sockets, 'open files and pipes': targets.length - sockets };
}

function files() {
  return Object.fromEntries(
    readdirSync(keyward.folder).map((name) => [`file ${name}`, statSync(join(keyward.folder, name)).size]),
  );
}

/** Records that each topic holds; `verifiers` is in memory, and shows there. */
function topics() {
  const database = new DatabaseSync(join(keyward.folder, 'events.db'), { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'log %'").all();
    return Object.fromEntries(
      tables.map(({ name }) => {
        const { records } = database.prepare(`SELECT count(*) AS records FROM "${name}"`).get();
        return [`records ${name.replace('log ', '')}`, records];
      }),
    );
  } finally {
    database.close();
  }
}

/** What each may be at most, by what was done. What is not named here is over its bound: nobody thought of it. */
function boundOf(name, { verify: verdicts, command }, keys) {
  const minutes = LASTS_MS / 60_000 + 2;
  const usedInASecond = Math.min(1.5 * keys, verdicts / (LASTS_MS / 1000)); // of keys that come and go
  if (name.endsWith('-wal')) return 16 * MB;
  if (name.endsWith('-shm')) return MB;
  if (name.startsWith('file pepper') || name.startsWith('file keyward.lock')) return 0.1 * MB;
  return {
    'memory, resident': 600 * MB,
    'memory, heap in use': 350 * MB,
    'memory, heap that stays': 120 * MB + CACHED_OF_COMMAND * command, // of two threads
    'memory, external': 80 * MB,
    'series of metrics': 500,
    'active resources': 100,
    'open sockets': 60,
    'open files and pipes': 80,
    'file events.db': 2 * MB + 2000 * (keys + command) + 150 * KEPT_S * usedInASecond,
    'file derived.db': 2 * MB + 1500 * (keys + command),
    'file activity.db': 2 * MB + 1000 * (keys + command) + 450 * minutes * 1.5 * keys,
    'file reminders.db': MB + 1000 * (keys + command),
    'records key-events': 0,
    'records key-usage': 100 + KEPT_S * Math.ceil(usedInASecond / KEYS_OF_RECORD),
    'records owner-contacts': OWNERS,
  }[name];
}

/** What is in use right after the heap was collected: the least of ten samples. In between most of it is garbage. */
function addHeapThatStays() {
  const inUse = samples.map(({ found }) => found['memory, heap in use']);
  samples.forEach(({ found }, at) => {
    found['memory, heap that stays'] = Math.min(...inUse.slice(Math.max(0, at - 9), at + 1));
  });
}

function report() {
  addHeapThatStays();
  const [first, last] = [samples[0], samples.at(-1)];
  const third = Math.floor(samples.length / 3);
  const rows = Object.keys(last.found)
    .sort()
    .map((name) => {
      const values = samples.map(({ found }) => found[name] ?? 0);
      const bound = boundOf(name, last.did, OWNERS * KEYS_OF_OWNER) ?? -1;
      const [before, after] = [median(values.slice(third, 2 * third)), median(values.slice(2 * third))];
      const cached = name.startsWith('memory') ? (CACHED_OF_COMMAND * last.did.command) / 3 : 0;
      const creeps = !options.smoke && MAY_NOT_CREEP.test(name) && after > before * CREEP + cached;
      const most = Math.max(...values);
      return {
        'what may grow': name,
        first: shown(first.found[name] ?? 0),
        'middle third': shown(before),
        'last third': shown(after),
        most: shown(most),
        bound: shown(bound),
        '': !(most <= bound) ? 'OVER' : creeps ? 'GROWS' : 'ok',
      };
    });
  printTable(rows);
  const { verify: verdicts, command, refused } = last.did;
  console.log(`\n${verdicts} verdicts, ${command} commands in ${Math.round(LASTS_MS / 1000)} s; ${refused} refused`);
  const isFine = refused === 0 && verdicts > 0 && command > 0 && rows.every((row) => row[''] === 'ok');
  process.exitCode = isFine ? 0 : 1;
}

function shown(value) {
  if (value < 0) return 'none known';
  return value >= 100_000 ? `${(value / MB).toFixed(1)} M` : String(Math.round(value));
}
