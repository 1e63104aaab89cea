import { type Clock, decodeKeyUsage, type IncomingRecord, type KeyUsage } from '#contracts';
import { Permanent } from '#messaging';
import { hourOf, keptSince } from '../domain/hour-document.js';
import { type ActivityStore } from '../ports/activity-store.js';
import { retryable } from './retryable.js';

/** Adds usage records to the store. Uses of an hour that is not kept any more are left out. */
export class UsageProjection {
  constructor(private readonly store: Pick<ActivityStore, 'addUsage'>, private readonly clock: Clock) {}

  /** @throws Permanent for a record that cannot be read · Retryable */
  async handle(records: readonly IncomingRecord[]): Promise<void> {
    const since = keptSince(this.clock.now());
    const usages = records.map(decode).filter((usage) => hourOf(usage) >= since);
    await retryable(() => this.store.addUsage(usages));
  }
}

function decode(record: IncomingRecord): KeyUsage {
  const usage = decodeKeyUsage(record);
  if (typeof usage === 'string') throw new Permanent(record, usage);
  return usage;
}
