import { setImmediate } from 'node:timers/promises';
import { type Clock } from '#contracts';
import { HOUR_MS, MINUTE_MS, startOf } from '../domain/time.js';
import { keptSince } from '../domain/usage-batch.js';
import { type ActivityStore } from '../ports/activity-store.js';

/** Keys whose hour is packed or deleted at once: others get their turn in between. */
const AT_ONCE = 8;
/** Uses that come so late are packed with the others of their hour. */
const LATE_MS = 5 * MINUTE_MS;

/**
 * Deletes the hours that are older than the retention, and packs those that are over. Rejects when the store does; what
 * is left goes at the next call, also when `ends` is aborted.
 */
export async function tidyHours(
  store: Pick<ActivityStore, 'packBefore' | 'expireBefore'>,
  clock: Clock,
  ends: AbortSignal,
): Promise<void> {
  const now = clock.now();
  const over = startOf(HOUR_MS, now.getTime() - LATE_MS);
  while (!ends.aborted && (await store.expireBefore(keptSince(now), AT_ONCE)) > 0) await setImmediate();
  while (!ends.aborted && (await store.packBefore(over, AT_ONCE)) > 0) await setImmediate();
}
