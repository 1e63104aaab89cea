// What counting its use adds to a verify: processor time with counting over processor time without, in alternating
// pairs; and what a used key costs by itself (used-keys.mjs). `--smoke`: a few seconds.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { costOfKeyEvent, costOfUse, diskOfHours } from './used-keys.mjs';
import { describeMachine, median, pinLoadGenerator, printTable, spawnServer } from './machine.mjs';

const isSmoke = process.argv.includes('--smoke');
const PAIRS = isSmoke ? 1 : 15;
const CONNECTIONS = 32;

pinLoadGenerator();
const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const server = spawnServer([fileURLToPath(new URL('counting-server.mjs', import.meta.url)), folder], {});
try {
  const [{ address, keys }] = await once(server.child, 'message');
  const inProcess = await measure('inProcess');
  const overHttp = await underLoad(address, keys, () => measure('overHttp'));
  console.log(`${describeMachine()}; ${PAIRS} pairs\n`);
  printTable([rowOf('in the process, from the cache', inProcess), rowOf('over HTTP, GET /v1/authorize', overHttp)]);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}
for (const table of [
  () => costOfUse(isSmoke ? 20 : 120),
  () => diskOfHours(isSmoke ? 1 : 6),
  () => costOfKeyEvent([100, isSmoke ? 1000 : 10_000], isSmoke ? 20 : 200),
]) {
  console.log();
  printTable(await table());
}

/** Microseconds of processor time per verify, `{ on, off }` for each pair. */
async function measure(load) {
  server.child.send({ load, pairs: PAIRS });
  const [{ measured }] = await once(server.child, 'message');
  return measured;
}

/** What `work` resolves with, done while requests come in as fast as they are answered. */
async function underLoad(url, keys, work) {
  const requests = keys.map((key) => ({
    path: '/v1/authorize',
    headers: { 'x-api-key': key, 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/api/reports/r1' },
  }));
  const load = autocannon({ url, duration: 3600, connections: CONNECTIONS, requests });
  const done = await work();
  load.stop();
  const { non2xx, errors } = await load;
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} refusals and ${errors} errors`);
  return done;
}

function rowOf(way, pairs) {
  const ratios = pairs.map(({ on, off }) => on / off);
  const [low, high] = intervalOfMedian(ratios);
  return {
    verify: way,
    'without, µs': median(pairs.map(({ off }) => off)).toFixed(2),
    'counted, µs': median(pairs.map(({ on }) => on)).toFixed(2),
    'ratio, median of pairs': median(ratios).toFixed(3),
    '95 % interval': `${low.toFixed(3)} – ${high.toFixed(3)}`,
  };
}

/**
 * Between which two of `values` their population's median lies with 95 % confidence, whatever its distribution: the
 * sign test's interval.
 */
function intervalOfMedian(values) {
  const sorted = [...values].sort((a, b) => a - b);
  let outside = 0;
  let term = 0.5 ** sorted.length; // probability that exactly `rank` values lie below the median
  let rank = 0;
  while (outside + term <= 0.025) {
    outside += term;
    term *= (sorted.length - rank) / (rank + 1);
    rank++;
  }
  const lowest = Math.max(0, rank - 1);
  return [sorted[lowest], sorted[sorted.length - 1 - lowest]];
}
