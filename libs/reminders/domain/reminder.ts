import { type MailId, settledWith, type SettledMail, wakesAt } from './mail-plan.js';
import { ADDRESS_PATIENCE_MS, failedAgain, type Failures, nextAttempt, SERVER_PATIENCE_MS } from './retry.js';
import { type KeySchedule } from './schedule.js';

/** A key's schedule, and what was done about it. */
export interface Reminder {
  readonly schedule: KeySchedule;
  /** When to look at it next, of domain time; null: not unless something changes. */
  readonly wakeAt: Date | null;
  /** Mails that need no further attempt; those of replaced credentials may be missing. */
  readonly settled: readonly SettledMail[];
  readonly failures: Failures | null;
  /** Number of the latest claim; 0 before the first. */
  readonly fence: number;
  /** Until when nobody can claim it, of wall time: the latest claim is respected, or what came of it rests. */
  readonly leasedUntil: Date;
}

/** The exclusive right to act on a reminder, until it is over or somebody claims after that. */
export interface Claim {
  readonly keyId: string;
  readonly fence: number;
}

/** The result of acting on a reminder. It ends the claim. */
export interface Conclusion {
  readonly wakeAt: Date | null;
  /** Nobody claims it before this moment of wall time; null: at any time. */
  readonly restsUntil: Date | null;
  readonly settled: readonly SettledMail[];
  readonly failures: Failures | null;
}

/** Whether `claim` still stands and leaves at least `neededMs` to act. */
export function stillClaimed({ fence, leasedUntil }: Reminder, claim: Claim, at: Date, neededMs: number): boolean {
  return fence === claim.fence && leasedUntil.getTime() - at.getTime() >= neededMs;
}

/** Why a mail did not go out. */
export interface Fault {
  /** `refused`: by the mail server for good, so that no other attempt makes sense. */
  readonly kind: 'no-address' | 'not-taken' | 'refused';
  /** For people; holds no address. */
  readonly reason: string;
}

/** There was nothing to send. */
export function rested({ schedule, settled }: Reminder, now: Date, leadDays: number): Conclusion {
  return {
    wakeAt: wakesAt(schedule, settled, now, leadDays),
    restsUntil: null,
    settled: ofCurrentCredential(settled, schedule),
    failures: null,
  };
}

export function sent(reminder: Reminder, mail: MailId, now: Date, leadDays: number): Conclusion {
  return settle(reminder, mail, { outcome: 'sent', at: now, reason: null }, leadDays);
}

/**
 * An attempt failed: there will be another, or (`settled` says so) the mail is given up. Another is made when wall time
 * has passed, whatever happens to domain time.
 */
export function failed(
  reminder: Reminder,
  mail: MailId,
  { kind, reason }: Fault,
  { now, wallNow }: { readonly now: Date; readonly wallNow: Date },
  leadDays: number,
): Conclusion {
  if (kind === 'refused') return settle(reminder, mail, { outcome: 'rejected', at: now, reason }, leadDays);
  const failures = failedAgain(mail, reminder.failures, wallNow);
  const restsUntil = nextAttempt(failures, wallNow, kind === 'no-address' ? ADDRESS_PATIENCE_MS : SERVER_PATIENCE_MS);
  if (restsUntil !== null) return { ...rested(reminder, now, leadDays), restsUntil, failures };
  return settle(
    reminder,
    mail,
    { outcome: kind === 'no-address' ? 'skipped' : 'dead-lettered', at: now, reason },
    leadDays,
  );
}

function settle(reminder: Reminder, mail: MailId, how: Omit<SettledMail, keyof MailId>, leadDays: number): Conclusion {
  const { schedule, settled } = reminder;
  const done = settledWith(mail, schedule, settled, how.at, leadDays).map((id): SettledMail => ({ ...id, ...how }));
  return rested({ ...reminder, settled: [...settled, ...done] }, how.at, leadDays);
}

/** A replaced credential never comes back, so its mails need not be remembered; the expiry outlives a rotation. */
function ofCurrentCredential(settled: readonly SettledMail[], { credentialId }: KeySchedule): readonly SettledMail[] {
  return settled.filter((mail) => mail.credentialId === credentialId || mail.stage === 'expiring');
}
