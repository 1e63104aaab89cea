/**
 * Whether an expiry or a grace is over at `now`: it is at the very instant of its end, everywhere. Null: it has no end.
 * @param now milliseconds since the epoch.
 */
export function hasEnded(end: Date | string | null, now: number): boolean {
  return end !== null && now >= (typeof end === 'string' ? Date.parse(end) : end.getTime());
}
