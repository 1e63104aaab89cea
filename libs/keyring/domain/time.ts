const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export function addHours(time: Date, hours: number): Date {
  return new Date(time.getTime() + hours * HOUR_MS);
}

export function addDays(time: Date, days: number): Date {
  return new Date(time.getTime() + days * DAY_MS);
}

/** The earlier of both; null is never. */
export function earliest(time: Date, other: Date | null): Date {
  return other !== null && other < time ? other : time;
}

/** Whether `time` comes before `other`; null is never. */
export function isEarlier(time: Date | null, other: Date | null): boolean {
  return time !== null && (other === null || time < other);
}

/**
 * How far clocks may be apart: a verifier whose clock is behind may still accept what is over by this one.
 */
export const CLOCK_SKEW_MS = 5 * 60_000;
