// Confirmed revocation with many replicas, in virtual time: the product's own replicas, command sides, records and
// snapshots of the registry, over a modelled network, broker and store. The same seed prints the same tables, but for
// the last two, which are measured now or reckoned. Options are those of `DEFAULTS`, as `--replicas 500
// --commands-per-second 2 --minutes 1 --keys 100000000 --seed 7`.
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine, printTable } from '../bench/machine.mjs';

const DEFAULTS = {
  replicas: 50,
  keys: 100_000_000,
  'commands-per-second': 1,
  minutes: 1,
  seed: 1,
  'lease-ms': 15_000,
  'confirm-timeout-ms': 35_000,
  'command-processes': 3,
  /** Of key-events: positions in renewals and snapshots name each. */
  partitions: 12,
  /** Assumed, medians of log-normal distributions: one way to the broker, its commit, a write of the store. */
  'network-ms': 0.5,
  'commit-ms': 2,
  'apply-ms': 5,
  spread: 0.5,
  /** Assumed: what the broker, and a store of the read model, take. */
  'broker-requests-per-second': 100_000,
  'broker-megabytes-per-second': 1250,
  'store-writes-per-second': 20_000,
  'read-models': 1,
  /** Processor time as it was measured on the machine of docs/capacity.md. */
  'event-us': 70,
  'record-us': 30,
  'record-entry-us': 0.08,
  'snapshot-entry-us': 18,
  'watch-entry-us': 0.25,
};
/** Measured by the benches that docs/capacity.md names. */
const PER_KEY = { eventBytes: 643, readModelBytes: 322, cacheBytes: 490, rebuildUs: 75 };

const { values } = parseArgs({
  options: {
    ...Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, { type: 'string' }])),
    /** Ends before the scenarios in which replicas fail. */
    'only-well': { type: 'boolean', default: false },
  },
});
const options = Object.fromEntries(
  Object.entries(DEFAULTS).map(([name, value]) => {
    const number = Number(values[name] ?? value);
    if (!(number > 0)) throw new RangeError(`--${name} takes a number above 0`);
    return [name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), number];
  }),
);
const { measureFold, simulate } = await simulation();

console.log(
  `npm run simulate -- ${Object.entries(DEFAULTS)
    .filter(
      ([name]) => values[name] !== undefined || ['replicas', 'seed', 'minutes', 'commands-per-second'].includes(name),
    )
    .map(([name, value]) => `--${name} ${values[name] ?? value}`)
    .join(' ')}${values['only-well'] ? ' --only-well' : ''}\n`,
);
const outcomes = [];
for await (const outcome of simulate(options)) {
  outcomes.push(outcome);
  if (values['only-well'] && outcomes.length === 2) break;
}

console.log('Revocations, from the request to the answer, in ms');
printTable(
  outcomes
    .filter(({ revocations }) => revocations.count > 0)
    .map(({ scenario, revocations: { count, unconfirmed, p50, p99, max }, violations }) => ({
      scenario,
      revocations: count,
      unconfirmed,
      p50: round(p50),
      p99: round(p99),
      max: round(max),
      'answers from before': violations,
    })),
);
console.log('\nThe registry, and what one reader of it and all of them get');
printTable(
  outcomes.map(({ scenario, seconds, registry: { records, bytes, bytesOfSnapshots, longest, ...reader } }) => ({
    scenario,
    'records/s': round(records / seconds),
    'kB/s': round(bytes / seconds / 1000),
    'of it snapshots': `${round((100 * bytesOfSnapshots) / bytes)} %`,
    'longest, kB': round(longest / 1000),
    'a reader, records/s': round(reader.recordsOfReader / seconds),
    'kB/s of it': round(reader.bytesOfReader / seconds / 1000),
    'all, MB/s': round(((reader.bytesOfReader / seconds) * options.replicas) / 1e6),
  })),
);
console.log('\nReplicas that join, from the moment that a process is ready to');
printTable(
  outcomes
    .filter(({ joins }) => joins !== null)
    .map(({ scenario, joins: { count, untilLastServes, p50, max, records, bytes } }) => ({
      scenario,
      replicas: count,
      'last serves after, s': round(untilLastServes / 1000),
      'join p50, ms': round(p50),
      'max, ms': round(max),
      'records read, p50': records.p50,
      max: records.max,
      'kB read, p50': round(bytes.p50 / 1000),
      'max, kB': round(bytes.max / 1000),
    })),
);

const cost = measureFold(options.replicas, options.partitions, 15);
const { seconds, registry } = outcomes.find(({ scenario }) => scenario === 'all are well');
const snapshots = registry.byType.snapshot ?? 0;
const us = (registry.recordsOfReader - snapshots) * (cost.decodeUs + cost.evolveUs) + snapshots * cost.snapshotUs;
console.log(
  `\nProcessor time of the real fold, measured now: ${describeMachine().replace(/, (server|nothing).*/, '')}`,
);
printTable([
  {
    replicas: options.replicas,
    'decode, µs a record': round(cost.decodeUs),
    'fold, µs': round(cost.evolveUs),
    'a snapshot, ms': round(cost.snapshotUs / 1000),
    'all are well: share of a core of each replica': `${round(us / 10_000 / seconds)} %`,
    'records/s that take a whole core': Math.round(1e6 / (us / registry.recordsOfReader)),
  },
]);
console.log(
  `\n${options.keys.toLocaleString('en')} keys of one event each: no key is simulated by itself; reckoned from what a key costs, as measured`,
);
printTable([
  {
    'events, GB': round((options.keys * PER_KEY.eventBytes) / 1e9),
    'read model, GB': round((options.keys * PER_KEY.readModelBytes) / 1e9),
    'rebuild to the first verdict, hours of a core': round((options.keys * PER_KEY.rebuildUs) / 3.6e9),
    'cache of all of them, GB': round((options.keys * PER_KEY.cacheBytes) / 1e9),
    'writes of the read model a second': options.commandsPerSecond * options.replicas * 2,
  },
]);

/** Tests run it from source; this bundles it, since the product is built without what is for tests. */
async function simulation() {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-simulate-'));
  const outfile = join(folder, 'simulation.mjs');
  try {
    await build({
      entryPoints: ['libs/propagation/testing/simulation/simulation.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      conditions: ['keyward-source'],
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function round(value) {
  return Number(value.toPrecision(value >= 100 ? Math.ceil(Math.log10(value + 1)) : 2));
}
