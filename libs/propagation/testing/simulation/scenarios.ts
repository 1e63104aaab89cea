import { type Folding } from '../../registry-log/registry-log.js';
import { bytesOf } from './modelled-log.js';
import { Fleet, type FleetModel, type Revocation, type SimulatedReplica } from './fleet.js';

export interface SimulationOptions extends FleetModel {
  readonly replicas: number;
  readonly commandsPerSecond: number;
  readonly minutes: number;
}

/** What one scenario showed. Times in milliseconds. */
export interface Outcome {
  readonly scenario: string;
  readonly seconds: number;
  readonly revocations: Latencies;
  readonly registry: Traffic;
  /** Of the replicas that started meanwhile. */
  readonly joins: Joins | null;
  /** Answers that a replica could have given from before a confirmed change. */
  readonly violations: number;
}

export interface Latencies {
  readonly count: number;
  readonly unconfirmed: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Traffic {
  readonly records: number;
  readonly bytes: number;
  readonly bytesOfSnapshots: number;
  /** Of the longest record, which is a snapshot. */
  readonly longest: number;
  /** What the readers got, replicas that live at the end. */
  readonly recordsOfReader: number;
  readonly bytesOfReader: number;
  readonly byType: Readonly<Record<string, number>>;
}

export interface Joins {
  readonly count: number;
  /** From the first start until the last replica serves. */
  readonly untilLastServes: number;
  /** From a replica's start until it serves. */
  readonly p50: number;
  readonly max: number;
  /** What a replica had read of the registry when it served. */
  readonly records: { readonly p50: number; readonly max: number };
  readonly bytes: { readonly p50: number; readonly max: number };
}

const STORM_MS = 10_000;
const SECOND = 1000;

/** All scenarios, one after the other with one fleet. */
export async function* simulate(options: SimulationOptions, folding?: Folding): AsyncGenerator<Outcome> {
  const { replicas, commandsPerSecond, minutes, leaseMs } = options;
  const fleet = new Fleet(options, folding);
  await fleet.start();
  const scenario = (name: string, ms: number, begin: () => void): Promise<Outcome> =>
    played(fleet, name, ms, () => {
      fleet.revokeUntil(fleet.time.now + ms, commandsPerSecond);
      begin();
    });
  const nothing = (): void => undefined;

  yield await played(fleet, 'first start of all within 10 s', STORM_MS + 5 * SECOND, () => {
    fleet.begin(replicas, STORM_MS);
  });
  yield await scenario('all are well', minutes * 60 * SECOND, nothing);
  yield await scenario('one is killed', 2 * leaseMs, () => {
    oneOf(fleet).process.kill();
  });
  yield await scenario('one renews and does not apply', 2 * leaseMs, () => {
    oneOf(fleet).applies = false;
  });
  yield await scenario('all are killed and start again within 10 s', STORM_MS + 2 * leaseMs, () => {
    for (const { process } of fleet.replicas) process.kill();
    fleet.begin(replicas, STORM_MS);
  });
}

function oneOf(fleet: Fleet): SimulatedReplica {
  const replica = fleet.replicas.find(({ process, applies }) => process.isAlive && applies);
  if (replica === undefined) throw new Error('no replica lives');
  return replica;
}

async function played(fleet: Fleet, scenario: string, ms: number, begin: () => void): Promise<Outcome> {
  const { time, log } = fleet;
  const begunAt = time.now;
  const { records } = log.topics.verifiers;
  const before = { records: records.length, replicas: fleet.replicas.length, revocations: fleet.revocations.length };
  const readBefore = new Map(fleet.replicas.map((replica) => [replica, { ...replica.process.read }]));
  begin();
  await time.runUntil(begunAt + ms);
  const written = records.slice(before.records);
  const living = fleet.replicas.filter(({ process }) => process.isAlive);
  const read = living.map((replica) => {
    const earlier = readBefore.get(replica) ?? { records: 0, bytes: 0 };
    return {
      records: replica.process.read.records - earlier.records,
      bytes: replica.process.read.bytes - earlier.bytes,
    };
  });
  const started = fleet.replicas.slice(before.replicas);
  while (fleet.waiting > 0) await time.runUntil(time.now + SECOND);
  return {
    scenario,
    seconds: ms / SECOND,
    revocations: latenciesOf(fleet.revocations.slice(before.revocations)),
    registry: {
      records: written.length,
      bytes: sum(written.map(bytesOfIncoming)),
      bytesOfSnapshots: sum(written.filter(({ key }) => key === 'snapshot').map(bytesOfIncoming)),
      longest: Math.max(0, ...written.map(bytesOfIncoming)),
      recordsOfReader: quantile(
        read.map(({ records: count }) => count),
        0.5,
      ),
      bytesOfReader: quantile(
        read.map(({ bytes }) => bytes),
        0.5,
      ),
      byType: countedBy(written.map(({ headers }) => headers['ce_type']?.split('.').at(-1) ?? '')),
    },
    joins: started.length === 0 ? null : joinsOf(started, begunAt),
    violations: fleet.violations,
  };
}

type Written = Fleet['log']['topics']['verifiers']['records'][number];

function bytesOfIncoming({ key, headers, value }: Written): number {
  return bytesOf({ key: key ?? '', headers, value });
}

function latenciesOf(revocations: readonly Revocation[]): Latencies {
  const ms = revocations.map((revocation) => revocation.ms);
  return {
    count: revocations.length,
    unconfirmed: revocations.filter(({ confirmed }) => !confirmed).length,
    p50: quantile(ms, 0.5),
    p99: quantile(ms, 0.99),
    max: Math.max(0, ...ms),
  };
}

function joinsOf(started: readonly SimulatedReplica[], begunAt: number): Joins {
  const took = started.map(({ startedAt, servesAt }) => servesAt - startedAt);
  const spread = (values: readonly number[]) => ({ p50: quantile(values, 0.5), max: Math.max(...values) });
  return {
    count: started.length,
    untilLastServes: Math.max(...started.map(({ servesAt }) => servesAt)) - begunAt,
    ...spread(took),
    records: spread(started.map(({ readUntilServing }) => readUntilServing.records)),
    bytes: spread(started.map(({ readUntilServing }) => readUntilServing.bytes)),
  };
}

function countedBy(types: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/** The value that the share `q` of all lies below; 0 of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}
