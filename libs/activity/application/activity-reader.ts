import { type OwnerId, Problem } from '#contracts';
import { type Page, unknownCursor } from '#http';
import { type UserCaller } from '#user-auth';
import { type HourlyUses, hourlyUses } from '../domain/activity.js';
import { BUSY_OVER, type Ranking } from '../domain/flags.js';
import { keyStatistics, type KeyStatistics, NO_STATISTICS } from '../domain/key-statistics.js';
import { type KeyFacts } from '../domain/owner-keys.js';
import { NO_SERIES, SERIES_STEP_MS, seriesByKey } from '../domain/series.js';
import { HOUR_MS } from '../domain/time.js';
import { type CredentialUseCounts, type UseCountsAt } from '../domain/uses.js';
import { atTheEnds, type Window, windowUntil, WINDOWS } from '../domain/window.js';
import { type ActivityStore, type WantedLastUses } from '../ports/activity-store.js';

export interface UsageStatistics {
  of(keyId: string): KeyStatistics;
  /** As `seriesByKey` returns it. */
  seriesOf(keyId: string): readonly number[];
}

/** Reads from the store what answers are made of. */
export class ActivityReader {
  constructor(private readonly store: ActivityStore) {}

  /**
   * The caller's keys that a page begins with, newest first, and one more if there is one. @throws Problem
   * owner-inactive, invalid-request
   */
  async ownKeys(caller: UserCaller, { limit, cursor }: Page): Promise<readonly KeyFacts[]> {
    await this.requireActive(caller);
    const { ownerId } = caller;
    if (cursor === undefined) return this.store.newestKeys(ownerId, limit + 1);
    const [last] = await this.store.keys([cursor]);
    if (last?.ownerId !== ownerId) throw unknownCursor();
    return this.store.newestKeys(ownerId, limit + 1, last.createdIn);
  }

  /** A key of the caller. @throws Problem owner-inactive, key-not-found */
  async ownKey(caller: UserCaller, keyId: string): Promise<KeyFacts> {
    await this.requireActive(caller);
    const [key] = await this.store.keys([keyId]);
    if (key?.ownerId !== caller.ownerId) throw new Problem('key-not-found');
    return key;
  }

  /** All keys of an owner that are not revoked, as far as a busy one is ranked among them. */
  async ranking(ownerId: OwnerId, now: Date): Promise<Ranking> {
    const window = windowUntil(now, WINDOWS.last24h);
    const [from, last] = window.endHours;
    const { standing, keyIds } = await this.store.usedMore(ownerId, { from, to: last + HOUR_MS }, BUSY_OVER);
    const [sums, minutes] = await Promise.all([
      this.store.sums(keyIds, window.wholeHours),
      this.store.minutes(keyIds, window.endHours),
    ]);
    const uses = new Map<string, number>();
    for (const { keyId, accepted, denied } of [...sums, ...atTheEnds(window, minutes)])
      uses.set(keyId, (uses.get(keyId) ?? 0) + accepted + denied);
    return { standing, last24h: [...uses.values()].filter((each) => each > BUSY_OVER) };
  }

  /** What is known of the uses of each of `keys` at `now`; of a key that was never used: nothing. */
  async statistics(keys: readonly WantedLastUses[], now: Date): Promise<UsageStatistics> {
    const keyIds = keys.map(({ keyId }) => keyId);
    const windows = {
      last24h: windowUntil(now, WINDOWS.last24h),
      last7d: windowUntil(now, WINDOWS.last7d),
      last30d: windowUntil(now, WINDOWS.last30d),
    };
    const endHours = [...new Set(Object.values(windows).flatMap((window) => window.endHours))];
    const minutes = await this.store.minutes(keyIds, endHours);
    const usesIn = async (window: Window): Promise<readonly CredentialUseCounts[]> => [
      ...(await this.store.sums(keyIds, window.wholeHours)),
      ...atTheEnds(window, minutes),
    ];
    const inSteps = async (window: Window): Promise<readonly UseCountsAt[]> => [
      ...(await this.store.steps(keyIds, window.wholeHours, SERIES_STEP_MS)),
      ...atTheEnds(window, minutes),
    ];
    const [last24h, last7d, last30d, lastUses] = await Promise.all([
      usesIn(windows.last24h),
      inSteps(windows.last7d),
      usesIn(windows.last30d),
      this.store.lastUses(keys),
    ]);
    const byKey = keyStatistics({ last24h, last7d, last30d }, lastUses);
    const series = seriesByKey(windows.last7d, last7d);
    return { of: (keyId) => byKey.get(keyId) ?? NO_STATISTICS, seriesOf: (keyId) => series.get(keyId) ?? NO_SERIES };
  }

  private async requireActive({ ownerId }: UserCaller): Promise<void> {
    const [owner] = await this.store.owners([ownerId]);
    if (owner?.active === false) throw new Problem('owner-inactive');
  }

  async hourly(keyId: string, now: Date): Promise<readonly HourlyUses[]> {
    const window = windowUntil(now, WINDOWS.last7d);
    const [minutes, hours] = await Promise.all([
      this.store.minutes([keyId], window.endHours),
      this.store.hours(keyId, window.wholeHours),
    ]);
    return hourlyUses(window, [...hours, ...atTheEnds(window, minutes)]);
  }
}
