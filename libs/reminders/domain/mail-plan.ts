import { EXPIRY_MAIL_DAYS, type ReminderInterval } from '#contracts';
import { addDays, type KeySchedule, rotationDue } from './schedule.js';

export const STAGES = ['approaching', 'due', 'expiring'] as const;
/**
 * `approaching`: some days before the rotation date; `due`: from that day on; `expiring`: in the last days before the
 * key's expiry.
 */
export type Stage = (typeof STAGES)[number];

/**
 * Which of a key's mails. A rotation, or another interval, makes it another mail; the one about an expiry stays the
 * same as long as the expiry does.
 */
export interface MailId {
  readonly credentialId: string;
  readonly intervalDays: ReminderInterval;
  readonly stage: Stage;
  /** Of one about an expiry: which (ISO 8601 UTC). Mails of older versions do not say, and stand for any. */
  readonly expiresAt?: string | undefined;
}

export const OUTCOMES = ['sent', 'skipped', 'rejected', 'dead-lettered'] as const;

/**
 * A mail that needs no further attempt: it went out, or was given up (`skipped`: nobody knows the address; `rejected`:
 * the mail server refused it for good).
 */
export interface SettledMail extends MailId {
  readonly outcome: (typeof OUTCOMES)[number];
  readonly at: Date;
  /** Why it was given up; null when it went out. */
  readonly reason: string | null;
}

/** When a mail makes sense: from `from` up to and without `until` (null: for ever). */
interface PlannedMail {
  readonly id: MailId;
  readonly from: Date;
  readonly until: Date | null;
}

/**
 * The mail to send at `now`, or null. Never more than one: what an outage, or a date already past, has made pointless
 * is left out.
 */
export function nextMail(
  schedule: KeySchedule,
  settled: readonly MailId[],
  now: Date,
  leadDays: number,
): MailId | null {
  return ready(schedule, settled, now, leadDays)[0] ?? null;
}

/**
 * What `mail` settles: one about the expiry names the rotation date as well, so that no second mail
 * need follow at once.
 */
export function settledWith(
  mail: MailId,
  schedule: KeySchedule,
  settled: readonly MailId[],
  now: Date,
  leadDays: number,
): readonly MailId[] {
  if (mail.stage !== 'expiring') return [mail];
  return [mail, ...ready(schedule, [...settled, mail], now, leadDays)];
}

/**
 * The first moment, seen from `now`, at which there is a mail to send (in the past when there is one now); null: none
 * unless something changes.
 */
export function wakesAt(schedule: KeySchedule, settled: readonly MailId[], now: Date, leadDays: number): Date | null {
  const moments = open(schedule, settled, now, leadDays).map(({ from }) => from.getTime());
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

export function isSameMail(a: MailId, b: MailId): boolean {
  if (a.stage !== b.stage) return false;
  if (a.stage === 'expiring')
    return a.expiresAt === undefined || b.expiresAt === undefined || a.expiresAt === b.expiresAt;
  return a.credentialId === b.credentialId && a.intervalDays === b.intervalDays;
}

function ready(schedule: KeySchedule, settled: readonly MailId[], now: Date, leadDays: number): readonly MailId[] {
  return open(schedule, settled, now, leadDays)
    .filter(({ from }) => from <= now)
    .map(({ id }) => id);
}

/** What is neither settled nor over at `now`, the expiry first. */
function open(schedule: KeySchedule, settled: readonly MailId[], now: Date, leadDays: number): readonly PlannedMail[] {
  return plan(schedule, leadDays).filter(
    ({ id, until }) => (until === null || now < until) && !settled.some((mail) => isSameMail(mail, id)),
  );
}

/**
 * Of the two about the rotation only one at a time, and none when the key has expired by its date: the expiry is what
 * then counts.
 */
function plan(schedule: KeySchedule, leadDays: number): readonly PlannedMail[] {
  const due = rotationDue(schedule);
  const { credentialId, intervalDays, expiresAt } = schedule;
  if (due === null || intervalDays === null) return [];
  const mail = (stage: Stage, from: Date, until: Date | null, of: Pick<MailId, 'expiresAt'> = {}): PlannedMail => ({
    id: { credentialId, intervalDays, stage, ...of },
    from,
    until,
  });
  const expiring =
    expiresAt === null
      ? []
      : [mail('expiring', addDays(expiresAt, -EXPIRY_MAIL_DAYS), expiresAt, { expiresAt: expiresAt.toISOString() })];
  if (expiresAt !== null && expiresAt <= due) return expiring;
  const rotation = [mail('approaching', addDays(due, -leadDays), due), mail('due', due, expiresAt)];
  return [...expiring, ...rotation.filter(({ from, until }) => until === null || from < until)];
}
