import { type IncomingRecord, type OutgoingRecord, type Positions } from '#contracts';
import { hasPassed } from '../../domain/barrier.js';
import { type RegistryRecord } from '../../domain/registry-record.js';
import { emptyRegistry, evolve, type Registry } from '../../domain/registry.js';
import { emptyWatch, observe } from '../../domain/watch.js';
import {
  decodeRegistryRecord,
  encodeRegistryRecord,
  encodeRegistrySnapshot,
} from '../../registry-log/registry-record-codec.js';

/** Processor time on this machine now, in microseconds, with a registry of so many replicas. */
export interface FoldCost {
  readonly replicas: number;
  /** To decode one renewal. */
  readonly decodeUs: number;
  /** To fold one renewal. */
  readonly evolveUs: number;
  /** To decode one registry snapshot. */
  readonly snapshotUs: number;
  /** For a command side to look after a batch, with one command that waits. */
  readonly watchUs: number;
  readonly bytesOfSnapshot: number;
}

export function measureFold(replicas: number, partitions: number, rounds: number): FoldCost {
  const applied: Positions = Object.fromEntries(
    Array.from({ length: partitions }, (_, partition) => [partition, 123_456_789 + partition]),
  );
  const incarnations = Array.from(
    { length: replicas },
    (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  );
  const joined: readonly RegistryRecord[] = [
    { type: 'mark', positions: applied },
    ...incarnations.map((incarnation) => ({ type: 'joined' as const, incarnation, leaseMs: 15_000, applied })),
  ];
  const registry = joined.reduce<Registry>(evolve, emptyRegistry);
  const renewals = incarnations.map((incarnation): RegistryRecord => ({
    type: 'renewed',
    incarnation,
    sequence: 1,
    applied,
  }));
  const wired = renewals.map((renewal, offset) => incoming(encodeRegistryRecord(renewal), offset));
  const encoded = encodeRegistrySnapshot({ type: 'snapshot', upTo: replicas, registry });
  const snapshot = incoming(encoded, 0);
  const watch = observe(emptyWatch, registry, 0);
  return {
    replicas,
    decodeUs: timed(rounds, wired.length, () => wired.map(decodeRegistryRecord)),
    evolveUs: timed(rounds, renewals.length, () => renewals.reduce<Registry>(evolve, registry)),
    snapshotUs: timed(rounds, 1, () => decodeRegistryRecord(snapshot)),
    watchUs: timed(rounds, 1, () =>
      hasPassed({ partition: 0, offset: Number.MAX_SAFE_INTEGER }, registry, observe(watch, registry, 1), 1),
    ),
    bytesOfSnapshot: encoded.value?.length ?? 0,
  };
}

function incoming(record: OutgoingRecord, offset: number): IncomingRecord {
  return { topic: 'verifiers', partition: 0, offset, ...record, timestamp: new Date(0) };
}

/** The median of `rounds`, of `of` pieces of work each. */
function timed(rounds: number, of: number, work: () => unknown): number {
  const each = Array.from({ length: rounds + 1 }, () => {
    const before = process.cpuUsage();
    const begun = performance.now();
    let times = 0;
    do {
      work();
      times += 1;
    } while (performance.now() - begun < 20);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times / of;
  }).slice(1);
  return each.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}
