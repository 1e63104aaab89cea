/** What counting may hold in memory while key-usage cannot be reached. */
export interface UsageLimits {
  /** From then on what waits is counted by the hour (in its first minute), not by the minute. Milliseconds. */
  readonly collapseAfterMs: number;
  /**
   * One entry is one minute (or hour), credential and route. Beyond `maxEntries`, a use that would make a new entry is counted by the hour and
   * without its route; its key and credential are kept. Beyond twice as many it is not counted.
   */
  readonly maxEntries: number;
}

/** At about 150 bytes for an entry, waiting or encoded: less than 50 MB. */
export const USAGE_LIMITS: UsageLimits = { collapseAfterMs: 5 * 60_000, maxEntries: 100_000 };
