import { type Clock, decodeKeyUsage, type IncomingRecord, type KeyUsage } from '#contracts';
import { Permanent, asRetryable } from '#messaging';
import { hourOf, keptSince } from '../domain/hour-document.js';
import { type ActivityStore } from '../ports/activity-store.js';
import { type ActivityMetrics } from './activity-metrics.js';

export interface UsageProjectionParts {
  readonly store: Pick<ActivityStore, 'addUsage'>;
  readonly clock: Clock;
  readonly metrics: ActivityMetrics;
}

/** Adds usage records to the store. Uses of an hour that is not kept any more are left out. */
export class UsageProjection {
  constructor(private readonly parts: UsageProjectionParts) {}

  /** @throws Permanent for a record that cannot be read · Retryable */
  async handle(records: readonly IncomingRecord[]): Promise<void> {
    const { store, clock, metrics } = this.parts;
    const since = keptSince(clock.now());
    const usages = records.map((record) => this.decoded(record)).filter((usage) => hourOf(usage) >= since);
    await asRetryable(() => store.addUsage(usages));
    metrics.count('handled', usages.length);
    metrics.count('expired', records.length - usages.length);
  }

  private decoded(record: IncomingRecord): KeyUsage {
    const usage = decodeKeyUsage(record);
    if (typeof usage !== 'string') return usage;
    this.parts.metrics.count('unreadable', 1);
    throw new Permanent(record, usage);
  }
}
