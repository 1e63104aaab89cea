import { setImmediate } from 'node:timers/promises';
import { type Clock, decodeUsage, type IncomingRecord, type UsageRecord } from '#contracts';
import { Permanent, asRetryable } from '#messaging';
import { keptSince } from '../domain/usage-batch.js';
import { type ActivityStore } from '../ports/activity-store.js';
import { type ActivityMetrics } from './activity-metrics.js';

/** Credentials whose uses are added at once: others get their turn in between. */
const AT_ONCE = 500;

export interface UsageProjectionParts {
  readonly store: Pick<ActivityStore, 'addUsage'>;
  readonly clock: Clock;
  readonly metrics: ActivityMetrics;
}

/**
 * Adds usage records to the store, what waits of the same keys together. Uses of an hour that is not kept any more are
 * left out.
 */
export class UsageProjection {
  constructor(private readonly parts: UsageProjectionParts) {}

  /** @throws Permanent for a record that cannot be read · Retryable */
  async handle(records: readonly IncomingRecord[]): Promise<void> {
    const { store, clock, metrics } = this.parts;
    const since = keptSince(clock.now());
    const usages = records.map((record) => this.decoded(record));
    const kept = usages.filter(({ hour }) => hour >= since);
    for (const together of batchesOf(kept)) {
      await asRetryable(() => store.addUsage(together));
      await setImmediate();
    }
    metrics.count('handled', kept.length);
    metrics.count('expired', usages.length - kept.length);
  }

  private decoded(record: IncomingRecord): UsageRecord {
    const usage = decodeUsage(record);
    if (typeof usage !== 'string') return usage;
    this.parts.metrics.count('unreadable', 1);
    throw new Permanent(record, usage);
  }
}

/** In order, each of about `AT_ONCE` credentials, whatever the number of records: those that wait of the same are one. */
function batchesOf(records: readonly UsageRecord[]): readonly (readonly UsageRecord[])[] {
  const batches: UsageRecord[][] = [];
  let batch: UsageRecord[] = [];
  let credentials = new Set<string>();
  for (const record of records) {
    if (batch.length === 0 || credentials.size >= AT_ONCE) {
      batch = [];
      batches.push(batch);
      credentials = new Set();
    }
    batch.push(record);
    for (const { credentialId } of record.uses) credentials.add(credentialId);
  }
  return batches;
}
