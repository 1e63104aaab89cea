/** Between one connection that is left because nobody behind it gives verdicts and the next, at first and at most. */
const FIRST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 2000;

export const LONGEST_CONNECTION_MS = 600_000;

/**
 * When a connection that works is given up all the same: because the replica at its other end gives no verdicts, while
 * a new connection may reach one that does; or because of its age, so that replicas that were added get their share.
 */
export class ConnectionTerms {
  private expiresAt = Infinity;
  private mayLeaveAt = -Infinity;
  private backOffMs = FIRST_BACK_OFF_MS;

  /** @param longestMs a connection is given up between half of it and all of it, so that not all are at once. */
  constructor(private readonly longestMs: number) {}

  begin(): void {
    this.expiresAt = performance.now() + this.longestMs * (0.5 + Math.random() / 2);
  }

  get isExpired(): boolean {
    return performance.now() >= this.expiresAt;
  }

  /** A verdict was given. */
  served(): void {
    this.backOffMs = FIRST_BACK_OFF_MS;
  }

  /**
   * No verdict could be given there. Whether to try elsewhere now: while none can be had anywhere, more and more
   * rarely.
   */
  shouldLeave(): boolean {
    const now = performance.now();
    if (now < this.mayLeaveAt) return false;
    this.mayLeaveAt = now + this.backOffMs;
    this.backOffMs = Math.min(LONGEST_BACK_OFF_MS, 2 * this.backOffMs);
    return true;
  }
}
