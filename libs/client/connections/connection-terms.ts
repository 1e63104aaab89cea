/** How long a place is left alone that gives no verdicts, at first and at most. */
const FIRST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 2000;

export const LONGEST_CONNECTION_MS = 600_000;

/**
 * When a connection that works is given up all the same: because the replica at its other end gives no verdicts, while
 * a new connection may reach one that does; or because of its age, so that replicas that were added get their share.
 */
export class ConnectionTerms {
  private expiresAt = Infinity;
  private asideUntil = -Infinity;
  private backOffMs = FIRST_BACK_OFF_MS;

  /** @param longestMs a connection is given up between half of it and all of it, so that not all are at once. */
  constructor(private readonly longestMs: number) {}

  begin(): void {
    this.expiresAt = performance.now() + this.longestMs * (0.5 + Math.random() / 2);
  }

  get isExpired(): boolean {
    return performance.now() >= this.expiresAt;
  }

  /** For how much longer others are asked first; not positive when none are. */
  get asideMs(): number {
    return this.asideUntil - performance.now();
  }

  /** A verdict was given. */
  served(): void {
    this.backOffMs = FIRST_BACK_OFF_MS;
    this.asideUntil = -Infinity;
  }

  /**
   * No verdict could be had there. Whether to connect anew now: while none can be had, more and more rarely.
   */
  shouldLeave(): boolean {
    if (this.asideMs > 0) return false;
    this.asideUntil = performance.now() + this.backOffMs;
    this.backOffMs = Math.min(LONGEST_BACK_OFF_MS, 2 * this.backOffMs);
    return true;
  }
}
