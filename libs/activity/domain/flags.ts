import { DAY_MS } from './time.js';

const IDLE_AFTER_MS = 30 * DAY_MS;
export const BUSY_OVER = 1000;
const BUSY_SHARE = 0.1;

export const FLAGS = ['idle', 'busy'] as const;
export type Flag = (typeof FLAGS)[number];

/** What a key's flag depends on. Times are ISO 8601 UTC. */
export interface Flaggable {
  readonly keyId: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
  readonly last24h: number;
}

/** What the flags of some keys depend on besides: all keys of their owner that are not revoked. */
export interface Ranking {
  /** How many they are. */
  readonly standing: number;
  /** The uses in 24 hours of those that were used more than `BUSY_OVER` times. */
  readonly last24h: readonly number[];
}

/** Whether its flag depends on a ranking. */
export function mayBeBusy({ revokedAt, last24h }: Flaggable): boolean {
  return revokedAt === null && last24h > BUSY_OVER;
}

/**
 * The flags of some of one owner's keys, by key; null: none. `busy`: more than 1,000 uses in 24 hours, and among the top
 * 10 % of the owner's keys that are not revoked (rounded up, so of one key it is that one; equals rank alike). `idle`:
 * not used for 30 days, or never since it was created that long ago. A key that is both is busy: it is refused a lot. A
 * revoked key needs no attention.
 */
export function flagsOf(
  keys: readonly Flaggable[],
  { standing, last24h }: Ranking,
  now: Date,
): ReadonlyMap<string, Flag | null> {
  const ranking = [...last24h].sort((a, b) => b - a);
  const leastOfTop = ranking[Math.ceil(standing * BUSY_SHARE) - 1] ?? 0;
  const flagOf = (key: Flaggable): Flag | null => {
    if (mayBeBusy(key) && key.last24h >= leastOfTop) return 'busy';
    return now.getTime() - Date.parse(key.lastUsedAt ?? key.createdAt) >= IDLE_AFTER_MS ? 'idle' : null;
  };
  return new Map(keys.map((key) => [key.keyId, key.revokedAt === null ? flagOf(key) : null]));
}
