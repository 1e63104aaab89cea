import { DAY_MS, HOUR_MS, startOf } from './time.js';
import { type UseCountsAt } from './uses.js';

/** Lengths of the windows that are shown. */
export const WINDOWS = { last24h: DAY_MS, last7d: 7 * DAY_MS, last30d: 30 * DAY_MS } as const;
export type WindowName = keyof typeof WINDOWS;
export const WINDOW_NAMES = ['last24h', 'last7d', 'last30d'] as const satisfies readonly WindowName[];

/** Hours by their starts: from `from` on, without `to`. */
export interface HourRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The minutes that begin after `after` and not after `until`. It is read as sums of the hours that lie in it whole, and
 * the hours at its ends minute by minute. All times are milliseconds since the epoch.
 */
export interface Window {
  readonly after: number;
  readonly until: number;
  readonly wholeHours: HourRange;
  readonly endHours: readonly [first: number, last: number];
}

/** @param lengthMs whole hours. */
export function windowUntil(now: Date, lengthMs: number): Window {
  const until = now.getTime();
  const after = until - lengthMs;
  const endHours = [startOf(HOUR_MS, after), startOf(HOUR_MS, until)] as const;
  return { after, until, endHours, wholeHours: { from: endHours[0] + HOUR_MS, to: endHours[1] } };
}

/** Those of `minutes` that are in the window but in none of its whole hours. */
export function atTheEnds<T extends Pick<UseCountsAt, 'at'>>(
  { after, until, endHours }: Window,
  minutes: readonly T[],
): readonly T[] {
  return minutes.filter(({ at }) => at > after && at <= until && endHours.includes(startOf(HOUR_MS, at)));
}
