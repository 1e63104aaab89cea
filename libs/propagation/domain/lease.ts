/** A moment by both clocks of this process, in milliseconds. */
export interface Instant {
  readonly monotonic: number;
  readonly wall: number;
}

/** The longer of what the two clocks say: a pause that one of them misses still ends a lease. */
export function elapsed(since: Instant, now: Instant): number {
  return Math.max(now.monotonic - since.monotonic, now.wall - since.wall);
}

/** Whether a lease that began at `basis`, the moment before its renewal was sent, has not run out. */
export function leaseHolds(basis: Instant, leaseMs: number, now: Instant): boolean {
  return elapsed(basis, now) < leaseMs;
}

/** In how many milliseconds such a lease runs out. 0: it has. */
export function runsOutIn(basis: Instant, leaseMs: number, now: Instant): number {
  return Math.max(0, leaseMs - elapsed(basis, now));
}

/**
 * How long a watcher waits until it may take a lease for over: longer by LEASE/4, more than both clocks can be wrong.
 */
export function surelyOver(leaseMs: number): number {
  return leaseMs + leaseMs / 4;
}
