import { LRUCache } from 'lru-cache';

const MINUTE_MS = 60_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

export interface Counted {
  /** In this minute, this one included. */
  readonly count: number;
  readonly endsInMs: number;
  /** In the minute before that was counted in; 0 when none is remembered. */
  readonly before: number;
}

/**
 * Counts by name, a minute from the first one at a time. Of too many names the ones that were counted longest ago are
 * forgotten.
 */
export class MinuteWindows {
  private readonly windows: LRUCache<string, Window>;

  /** `now` is in milliseconds. */
  constructor(
    mostNames: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.windows = new LRUCache({ max: mostNames });
  }

  count(name: string): Counted {
    const now = this.now();
    const known = this.windows.get(name);
    if (known !== undefined && known.endsAt > now) {
      known.count += 1;
      return { count: known.count, endsInMs: known.endsAt - now, before: 0 };
    }
    this.windows.set(name, { endsAt: now + MINUTE_MS, count: 1 });
    return { count: 1, endsInMs: MINUTE_MS, before: known?.count ?? 0 };
  }
}
