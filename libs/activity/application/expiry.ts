import { setImmediate } from 'node:timers/promises';
import { type Clock } from '#contracts';
import { keptSince } from '../domain/hour-document.js';
import { type ActivityStore } from '../ports/activity-store.js';

/** Hours that are deleted at once: others get their turn in between. */
const AT_ONCE = 200;

/**
 * Deletes the hours that are older than the retention. Rejects when the store does; what is left goes at the next call.
 */
export async function expireHours(store: Pick<ActivityStore, 'expireBefore'>, clock: Clock): Promise<void> {
  while ((await store.expireBefore(keptSince(clock.now()), AT_ONCE)) === AT_ONCE) await setImmediate();
}
