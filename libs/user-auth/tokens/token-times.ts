import { Problem } from '#contracts';

/** How far the host product's clock may be off. */
export const CLOCK_TOLERANCE_SECONDS = 5;

const DAY_SECONDS = 86_400;
/** In seconds the year 5138; in milliseconds 1973. */
const SURELY_MILLISECONDS = 1e11;
const NO_TIME_AT_ALL = 1e15;

/** `iat` and `exp` of a token whose signature was checked; seconds since the epoch. */
export interface TokenTimes {
  readonly iat: number;
  readonly exp: number;
}

/**
 * What keeps a token from being used although it is not expired.
 * @throws Problem token-invalid that names the claim and what is wrong with it: milliseconds, no time at all, issued in
 * the future, a life of more than `maxLifetimeDays`.
 */
export function requireSoundTimes({ iat, exp }: TokenTimes, now: Date, maxLifetimeDays: number): void {
  for (const [claim, time] of [
    ['iat', iat],
    ['exp', exp],
  ] as const) {
    const fault = faultOf(time);
    if (fault !== null) throw new Problem('token-invalid', `The token’s ${claim} ${fault}.`);
  }
  const ahead = iat - Math.floor(now.getTime() / 1000);
  if (ahead > CLOCK_TOLERANCE_SECONDS)
    throw new Problem(
      'token-invalid',
      `The token’s iat is ${String(Math.ceil(ahead))} seconds in the future: compare the clocks of this service and of the token issuer.`,
    );
  if (exp - iat > maxLifetimeDays * DAY_SECONDS) {
    throw new Problem(
      'token-invalid',
      `The token is valid for more than ${String(maxLifetimeDays)} days, from iat to exp (JWT_MAX_LIFETIME_DAYS). Issue it for a shorter time.`,
    );
  }
}

/** What is wrong with a time of a token in itself, in a few words; null when nothing is. */
export function faultOf(time: unknown): string | null {
  if (typeof time !== 'number' || !(time >= 0 && time < NO_TIME_AT_ALL)) return 'is not a time in seconds since 1970';
  return time >= SURELY_MILLISECONDS ? 'is in milliseconds: it must be seconds since 1970' : null;
}
