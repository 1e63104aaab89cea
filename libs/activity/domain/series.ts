import { HOUR_MS } from './time.js';
import { type UseCountsAt } from './uses.js';
import { type Window } from './window.js';

export const SERIES_STEPS = 28;
export const SERIES_STEP_MS = 6 * HOUR_MS;

/** That of a key without uses. */
export const NO_SERIES: readonly number[] = Array.from({ length: SERIES_STEPS }, () => 0);

/**
 * Uses by key in steps of six hours, oldest first, that add up to all of the last 7 days. They are clock hours: the
 * last step ends with the hour of now, which is over in part only. The first one has in addition what the window still
 * holds of the hour before it.
 * @param uses steps from the window's first whole hour on, and the minutes that are in it at its ends.
 */
export function seriesByKey(
  { wholeHours: { from } }: Window,
  uses: readonly UseCountsAt[],
): ReadonlyMap<string, readonly number[]> {
  const series = new Map<string, number[]>();
  for (const { keyId, at, accepted, denied } of uses) {
    const ofKey = series.get(keyId) ?? [...NO_SERIES];
    const step = Math.max(0, Math.floor((at - from) / SERIES_STEP_MS));
    ofKey[step] = (ofKey[step] ?? 0) + accepted + denied;
    series.set(keyId, ofKey);
  }
  return series;
}
