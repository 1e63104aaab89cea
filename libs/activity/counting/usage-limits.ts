/** What counting may hold in memory while key-usage cannot be reached. */
export interface UsageLimits {
  /** From then on what waits is counted by the hour (in its first minute), not by the minute. Milliseconds. */
  readonly collapseAfterMs: number;
  /**
   * One entry is one minute (or hour) and credential. Beyond `maxEntries`, a use that would make a new entry is counted
   * by the hour; its key and credential are kept. Beyond twice as many only its key is kept: it is counted in the key's
   * first entry that waits. So nothing is lost, and memory ends at twice `maxEntries` and one more for every key.
   */
  readonly maxEntries: number;
}

/**
 * An entry takes 600 bytes at most: less than 100 MB with everything at its limit, what is encoded and not acknowledged
 * included.
 */
export const USAGE_LIMITS: UsageLimits = { collapseAfterMs: 5 * 60_000, maxEntries: 50_000 };
