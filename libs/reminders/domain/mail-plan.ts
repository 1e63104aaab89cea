import { type ReminderInterval } from '#contracts';
import { addDays, type KeySchedule, rotationDue } from './schedule.js';

export const STAGES = ['approaching', 'due'] as const;
/** `approaching`: some days before the rotation date; `due`: from that day on. */
export type Stage = (typeof STAGES)[number];

/** Which of a key's mails. A rotation, or another interval, makes it another mail. */
export interface MailId {
  readonly credentialId: string;
  readonly intervalDays: ReminderInterval;
  readonly stage: Stage;
}

/** A mail that needs no further attempt: it went out, or was given up (`skipped`: nobody knows the address). */
export interface SettledMail extends MailId {
  readonly outcome: 'sent' | 'skipped' | 'dead-lettered';
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

/** The mail to send at `now`, or null. Never more than one: what an outage, or a date already past, has made pointless is left out. */
export function nextMail(schedule: KeySchedule, settled: readonly MailId[], now: Date, leadDays: number): MailId | null {
  return open(schedule, settled, now, leadDays).find(({ from }) => from <= now)?.id ?? null;
}

/** The first moment, seen from `now`, at which there is a mail to send (in the past when there is one now); null: none unless something changes. */
export function wakesAt(schedule: KeySchedule, settled: readonly MailId[], now: Date, leadDays: number): Date | null {
  return open(schedule, settled, now, leadDays)[0]?.from ?? null;
}

export function isSameMail(a: MailId, b: MailId): boolean {
  return a.credentialId === b.credentialId && a.intervalDays === b.intervalDays && a.stage === b.stage;
}

/** What is neither settled nor over at `now`, in its order. */
function open(schedule: KeySchedule, settled: readonly MailId[], now: Date, leadDays: number): readonly PlannedMail[] {
  return plan(schedule, leadDays).filter(({ id, until }) => (until === null || now < until) && !settled.some((mail) => isSameMail(mail, id)));
}

/** Windows that never overlap. What would begin after the key has expired is none. */
function plan(schedule: KeySchedule, leadDays: number): readonly PlannedMail[] {
  const due = rotationDue(schedule);
  const { credentialId, intervalDays, expiresAt } = schedule;
  if (due === null || intervalDays === null) return [];
  const mail = (stage: Stage, from: Date, until: Date | null): PlannedMail => ({ id: { credentialId, intervalDays, stage }, from, until });
  const approaching = mail('approaching', addDays(due, -leadDays), expiresAt !== null && expiresAt < due ? expiresAt : due);
  return [approaching, mail('due', due, expiresAt)].filter(({ from, until }) => until === null || from < until);
}
