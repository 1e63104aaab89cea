// Durable commands per second over HTTP, against raw SQLite commits (WAL, synchronous=FULL, one row each) on the same
// disk. `--smoke`: a few seconds.
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { startKeyward } from './keyward.mjs';
import { describeMachine, median, pinLoadGenerator, printTable } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const ROUNDS = smoke ? 1 : 3;
const KEYS_PER_OWNER = 20;
const OWNERS = smoke ? { 1: 1, 8: 8, 32: 32 } : { 1: 4, 8: 16, 32: 48 };
const RAW_COMMITS = smoke ? 500 : 3000;

pinLoadGenerator();
const keyward = await startKeyward();
let owners = 0;
try {
  const raw = [];
  const rates = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const concurrency of [1, 8, 32]) {
      raw.push(rawCommits());
      for (const [command, rate] of Object.entries(await commands(concurrency)))
        (rates[`${command}, ${concurrency} at a time`] ??= []).push(rate);
    }
  }
  console.log(`${describeMachine()}; medians of ${ROUNDS} rounds\n`);
  printTable([
    { command: 'raw SQLite commit', 'per second': Math.round(median(raw)), ratio: '1.00' },
    ...Object.entries(rates).map(([command, measured]) => ({
      command,
      'per second': Math.round(median(measured)),
      ratio: (median(measured) / median(raw)).toFixed(2),
    })),
  ]);
} finally {
  await keyward.stop();
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
    const waiting = [...clients];
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        for (let post = waiting.pop(); post !== undefined; post = waiting.pop()) {
          for (let at = 0; at < KEYS_PER_OWNER; at++) await command(post, at);
        }
      }),
    );
    return perSecond(clients.length * KEYS_PER_OWNER, began);
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
