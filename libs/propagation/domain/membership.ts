import { coversAll, type Positions } from '#contracts';
import { elapsed, type Instant, leaseHolds, runsOutIn } from './lease.js';
import { type RegistryRecord } from './registry-record.js';
import { type Registry } from './registry.js';

/**
 * One incarnation of this replica, as the replica itself knows it: from `joined` to its end. A replica that comes back
 * joins as another.
 */
export interface Membership {
  readonly incarnation: string;
  readonly leaseMs: number;
  readonly phase: 'joining' | 'serving' | 'ended';
  /** The number of the last attempt; 0: `joined`, -1: none yet. */
  readonly lastSequence: number;
  /** Attempts that were not read back, each with the moment before it was first sent. */
  readonly attempts: ReadonlyMap<number, Instant>;
  /** When this incarnation's first attempt was made. */
  readonly begunAt: Instant | null;
  /** The last renewal that counts; null until `joined` was read back. */
  readonly counted: { readonly sequence: number; readonly basis: Instant } | null;
  /** Where key-events ended when asked after `joined` was read back; null while not known. */
  readonly end: Positions | null;
}

export function newMembership(incarnation: string, leaseMs: number): Membership {
  return {
    incarnation,
    leaseMs,
    phase: 'joining',
    lastSequence: -1,
    attempts: new Map(),
    begunAt: null,
    counted: null,
    end: null,
  };
}

/**
 * The next attempt to send `recordToSend`, at the moment before it is sent. `joined` is repeated until it is read back
 * and keeps its first moment, since nobody knows which copy arrived; a renewal gets a new number each time, so that
 * its own moment is known.
 */
export function attempt(membership: Membership, now: Instant): Membership {
  if (membership.counted === null) {
    return membership.attempts.has(0)
      ? membership
      : { ...membership, lastSequence: 0, attempts: new Map([[0, now]]), begunAt: now };
  }
  const useful = [...membership.attempts].filter(([, before]) => leaseHolds(before, membership.leaseMs, now));
  const sequence = membership.lastSequence + 1;
  return { ...membership, lastSequence: sequence, attempts: new Map([...useful, [sequence, now]]) };
}

/** The record of the last attempt. */
export function recordToSend({ incarnation, leaseMs, lastSequence }: Membership, applied: Positions): RegistryRecord {
  return lastSequence <= 0
    ? { type: 'joined', incarnation, leaseMs, applied }
    : { type: 'renewed', incarnation, sequence: lastSequence, applied };
}

/**
 * After reading the log as far as `registry`: a renewal counts once it stands there with no end of this incarnation
 * before it.
 */
export function readBack(membership: Membership, registry: Registry): Membership {
  const entry = registry.entries.get(membership.incarnation);
  if (entry === undefined) {
    const isOver = membership.counted !== null || registry.ended.has(membership.incarnation);
    return isOver ? stop(membership) : membership;
  }
  if (membership.counted !== null && entry.sequence <= membership.counted.sequence) return membership;
  const basis = membership.attempts.get(entry.sequence) ?? membership.counted?.basis;
  if (basis === undefined) return membership;
  const attempts = new Map([...membership.attempts].filter(([sequence]) => sequence > entry.sequence));
  return { ...membership, attempts, counted: { sequence: entry.sequence, basis } };
}

/**
 * The end of key-events is asked only after the entry stands in the log: an event that comes later waits for this
 * entry.
 */
export function mayAskEnd(membership: Membership): boolean {
  return membership.phase === 'joining' && membership.counted !== null && membership.end === null;
}

/** Serves once everything is applied up to that end, and up to every mark before `joined`. */
export function serveOnceCaughtUp(membership: Membership, registry: Registry, applied: Positions): Membership {
  const entry = registry.entries.get(membership.incarnation);
  if (membership.phase !== 'joining' || membership.end === null || entry === undefined) return membership;
  return coversAll(applied, membership.end) && coversAll(applied, entry.joinedBehind)
    ? { ...membership, phase: 'serving' }
    : membership;
}

/** This incarnation answers nothing any more. Comes before `left` is sent. */
export function stop(membership: Membership): Membership {
  return { ...membership, phase: 'ended' };
}

export function mayAnswer({ phase, counted, leaseMs }: Membership, now: Instant): boolean {
  return phase === 'serving' && counted !== null && leaseHolds(counted.basis, leaseMs, now);
}

/**
 * In how many milliseconds this incarnation may answer no more unless another renewal counts. Infinity: it may not
 * answer now.
 */
export function answersFor(membership: Membership, now: Instant): number {
  const { counted, leaseMs } = membership;
  return counted !== null && mayAnswer(membership, now) ? runsOutIn(counted.basis, leaseMs, now) : Infinity;
}

/**
 * How long one incarnation lasts before another takes over, in milliseconds. Its `joined` must still be in the log
 * (kept for `retentionMs`) for whoever begins to read while it may answer, so it is not renewed after twice that time.
 */
export function incarnationMs(retentionMs: number): number {
  return retentionMs / 4;
}

export function isAged(membership: Membership, lifetimeMs: number, now: Instant): boolean {
  return membership.begunAt !== null && elapsed(membership.begunAt, now) >= lifetimeMs;
}

/** What was sent last, and when it was (by the monotonic clock; -Infinity: never). */
export interface LastSent {
  readonly at: number;
  readonly applied: Positions;
}

/**
 * In how many milliseconds the next attempt is due: every LEASE/5, and at once when something new was applied and the
 * attempt before was read back. Not to be asked while a send is under way: one at a time.
 */
export function dueIn(membership: Membership, sent: LastSent, applied: Positions, now: Instant): number {
  const { counted, lastSequence, leaseMs } = membership;
  const isReadBack = counted?.sequence === lastSequence;
  if (isReadBack && !coversAll(sent.applied, applied)) return 0;
  return Math.max(0, (isReadBack ? counted.basis.monotonic : sent.at) + leaseMs / 5 - now.monotonic);
}
