import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock } from '#contracts';

const VALID_MS = 10 * 60_000;
const BYTES = 32;

/** Codes that sign one person in, once, within ten minutes. Kept in memory only: a restart forgets them. */
export class OneTimeCodes {
  private readonly codes = new Map<string, { readonly code: Buffer; readonly until: number }>();

  constructor(private readonly clock: Clock) {}

  /** A new code, 43 characters of base64url. */
  issue(): string {
    const code = randomBytes(BYTES).toString('base64url');
    this.codes.set(code, { code: Buffer.from(code), until: this.clock.now().getTime() + VALID_MS });
    return code;
  }

  /** Whether `code` was issued, is in time and was not redeemed before; it is from then on. */
  redeem(code: string): boolean {
    const given = Buffer.from(code);
    const found = [...this.codes].find(
      ([, known]) => known.code.length === given.length && timingSafeEqual(known.code, given),
    );
    if (found === undefined) return false;
    this.codes.delete(found[0]);
    return found[1].until > this.clock.now().getTime();
  }
}
