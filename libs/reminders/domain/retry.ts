import { isSameMail, type MailId } from './mail-plan.js';

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 4 * 3_600_000;

/** How long a mail that the server did not take is tried again. */
export const SERVER_PATIENCE_DAYS = 3;
export const SERVER_PATIENCE_MS = SERVER_PATIENCE_DAYS * 24 * 3_600_000;
/** How long an owner's address may be on its way here. */
export const ADDRESS_PATIENCE_MS = 3_600_000;

/** The attempts on one mail that failed. Their times are of the wall clock: a mail server knows no other. */
export interface Failures {
  readonly mail: MailId;
  readonly count: number;
  /** When the first one did. */
  readonly since: Date;
}

/** With one more failed attempt; those on another mail are forgotten. */
export function failedAgain(mail: MailId, before: Failures | null, now: Date): Failures {
  return before !== null && isSameMail(before.mail, mail)
    ? { ...before, count: before.count + 1 }
    : { mail, count: 1, since: now };
}

/**
 * When to try again: 5 s after the first failure, twice as long after each further one, at most 4 hours; the last
 * attempt is `patienceMs` after the first. Null: no more, the mail is given up.
 */
export function nextAttempt({ count, since }: Failures, now: Date, patienceMs: number): Date | null {
  const last = since.getTime() + patienceMs;
  if (now.getTime() >= last) return null;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - 1));
  return new Date(Math.min(last, now.getTime() + wait));
}
