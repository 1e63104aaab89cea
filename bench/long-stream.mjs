// What a read at the head of a stream, and an append to it, cost when much has happened to the owner: processor time over
// that for a short stream, in alternating rounds. `--smoke`: a few seconds.
import process from 'node:process';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { describeMachine, median, printTable } from './machine.mjs';

const smoke = process.argv.includes('--smoke');
const [SHORT, LONG] = [100, smoke ? 2000 : 20_000];
const [ROUNDS, CALLS] = smoke ? [2, 50] : [15, 200];

const store = SqliteEventStore.open(':memory:');
const heads = new Map();
await grow('acme/short', SHORT);
await grow('acme/long', LONG);

const read = await compare((stream) => store.read(stream, heads.get(stream)));
const append = await compare((stream) => grow(stream, 1));
console.log(`${describeMachine()}; ${ROUNDS} rounds of ${CALLS} calls; ${SHORT} and ${LONG} commits, in memory\n`);
printTable([rowOf('read at the head', read), rowOf('append', append)]);
await store.close();

async function grow(stream, commits) {
  for (let n = 0; n < commits; n += 1) {
    const head = heads.get(stream) ?? 0;
    const event = { event: { type: 'OwnerDeactivated' }, at: '2026-01-01T00:00:00.000Z', by: 'service:bench' };
    await store.append(stream, head, [event], { commandId: `${stream}#${head}` });
    heads.set(stream, head + 1);
  }
}

/** Microseconds of processor time per call, for the short stream and for the long one. */
async function compare(call) {
  const rounds = { short: [], long: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.short.push(await cpuOf(() => call('acme/short')));
    rounds.long.push(await cpuOf(() => call('acme/long')));
  }
  return { short: median(rounds.short), long: median(rounds.long) };
}

async function cpuOf(call) {
  const before = process.cpuUsage();
  for (let n = 0; n < CALLS; n += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

function rowOf(what, { short, long }) {
  return {
    what,
    'short, µs': short.toFixed(1),
    'long, µs': long.toFixed(1),
    'long / short': (long / short).toFixed(2),
  };
}
