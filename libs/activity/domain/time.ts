export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Start of the minute, hour … of `unitMs` that holds `at`; both in milliseconds since the epoch. */
export function startOf(unitMs: number, at: number): number {
  return at - (at % unitMs);
}
