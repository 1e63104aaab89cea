import { faultOfText, NAME_BOUNDS, plainText, Problem } from '#contracts';

/** The last moment that ISO 8601 writes with four digits for the year. */
const LATEST = new Date('9999-12-31T23:59:59.999Z');

/** A key's name as it is kept. @throws Problem invalid-request */
export function properName(text: string): string {
  const name = plainText(text);
  const fault = faultOfText(name, NAME_BOUNDS);
  if (fault !== null) throw new Problem('invalid-request', `name ${fault}.`);
  return name;
}

/** @throws Problem invalid-request */
export function properExpiry(expiresAt: Date | null, now: Date): Date | null {
  if (expiresAt !== null && !(expiresAt > now && expiresAt <= LATEST)) {
    throw new Problem(
      'invalid-request',
      'expiresAt must be a time in the future (ISO 8601, before the year 10000); leave it out, or send null, for a key that does not expire.',
    );
  }
  return expiresAt;
}
