import { coversAll, type Positions } from '#contracts';
import { elapsed, type Instant } from './lease.js';

/** Marks that this replica has read but not applied, oldest first, each with all that was marked up to it. */
export type UnmetMarks = readonly { readonly marked: Positions; readonly readAt: Instant }[];

/** `marked`: the furthest positions named so far. */
export function noteMarks(unmet: UnmetMarks, marked: Positions, applied: Positions, now: Instant): UnmetMarks {
  const open = stillUnmet(unmet, applied);
  const isNew = !coversAll(open.at(-1)?.marked ?? applied, marked);
  return isNew && !coversAll(applied, marked) ? [...open, { marked, readAt: now }] : open;
}

export function stillUnmet(unmet: UnmetMarks, applied: Positions): UnmetMarks {
  const first = unmet.findIndex(({ marked }) => !coversAll(applied, marked));
  return first === -1 ? [] : unmet.slice(first);
}

/**
 * In how many milliseconds this replica must stop answering and leave: a change has waited for it for a whole LEASE.
 */
export function leaveIn(unmet: UnmetMarks, leaseMs: number, now: Instant): number {
  const [oldest] = unmet;
  return oldest === undefined ? Infinity : Math.max(0, leaseMs - elapsed(oldest.readAt, now));
}
