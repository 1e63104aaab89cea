import { type Clock } from '#contracts';
import { type Logger } from '#process';
import { nextMail, type MailId } from '../domain/mail-plan.js';
import { type Claim, failed, type Fault, type Reminder, rested, sent, stillClaimed } from '../domain/reminder.js';
import { SERVER_PATIENCE_DAYS } from '../domain/retry.js';
import { type ContactStore } from '../ports/contact-store.js';
import { type Mailer, MailRefused, SenderRefused } from '../ports/mailer.js';
import { type ReminderStore } from '../ports/reminder-store.js';
import { type ReminderMetrics } from './reminder-metrics.js';
import { type MailSettings, reminderMail } from './reminder-mail.js';

export interface ReminderRunnerParts {
  readonly store: Pick<ReminderStore, 'claim' | 'find' | 'conclude'>;
  readonly contacts: Pick<ContactStore, 'find' | 'refuse'>;
  readonly mailer: Pick<Mailer, 'send'>;
  /** Domain time: what is due. */
  readonly clock: Clock;
  readonly metrics: Pick<ReminderMetrics, 'count'>;
  readonly logger: Logger;
  readonly leadDays: number;
  readonly mail: MailSettings;
  /** The most mails under way at once. Default 8. */
  readonly concurrency?: number | undefined;
  /**
   * How long a claim is respected. Default 5 minutes. Long enough for a server that hangs: half of it must be left
   * when a mail is sent.
   */
  readonly claimMs?: number | undefined;
  /** Wall time, which claims and retries count by. */
  readonly wallNow?: (() => Date) | undefined;
}

interface SendingFault extends Fault {
  /** The address that a mail server has just refused. */
  readonly refusedAddress?: string;
  /** The operator of Keyward has to fix it. */
  readonly isOfSender?: boolean;
}

/** Sends what is due. Any number of runners may share a store: each reminder is one runner's at a time. */
export class ReminderRunner {
  private readonly concurrency: number;
  private readonly claimMs: number;
  private readonly wallNow: () => Date;

  constructor(private readonly parts: ReminderRunnerParts) {
    this.concurrency = parts.concurrency ?? 8;
    this.claimMs = parts.claimMs ?? 300_000;
    this.wallNow = parts.wallNow ?? (() => new Date());
  }

  /**
   * Acts on everything that is due by `dueBy` and that nobody else has claimed. Ends early, after the mails that are under
   * way, when `signal` is aborted. Rejects when the store does; what was claimed then comes again when the claim is
   * over.
   */
  async runOnce(dueBy: Date, signal?: AbortSignal): Promise<void> {
    while (signal?.aborted !== true) {
      const claims = await this.parts.store.claim({
        dueBy,
        at: this.wallNow(),
        claimMs: this.claimMs,
        limit: this.concurrency,
      });
      if (claims.length === 0) return;
      const results = await Promise.allSettled(claims.map((claim) => this.act(claim)));
      const broken = results.find((result) => result.status === 'rejected');
      if (broken !== undefined) throw broken.reason;
    }
  }

  /** Everything is judged from what is stored now, not from what was when the reminder was claimed. */
  private async act(claim: Claim): Promise<void> {
    const { store, clock, leadDays } = this.parts;
    const reminder = await store.find(claim.keyId);
    if (reminder === undefined || !stillClaimed(reminder, claim, this.wallNow(), this.claimMs / 2)) return;
    const mail = nextMail(reminder.schedule, reminder.settled, clock.now(), leadDays);
    if (mail === null) await store.conclude(claim, reminder.schedule.version, rested(reminder, clock.now(), leadDays));
    else await this.attempt(claim, reminder, mail);
  }

  private async attempt(claim: Claim, reminder: Reminder, mail: MailId): Promise<void> {
    const { store, contacts, clock, leadDays, metrics } = this.parts;
    const fault = await this.faultOfSending(reminder, mail);
    if (fault === null) {
      metrics.count('sent');
      await store.conclude(claim, reminder.schedule.version, sent(reminder, mail, clock.now(), leadDays));
      return;
    }
    const conclusion = failed(reminder, mail, fault, { now: clock.now(), wallNow: this.wallNow() }, leadDays);
    this.report(reminder, mail, fault, conclusion.failures === null);
    if (fault.refusedAddress !== undefined) await contacts.refuse(reminder.schedule.ownerId, fault.refusedAddress);
    await store.conclude(claim, reminder.schedule.version, conclusion);
  }

  /** Null: the mail went out. */
  private async faultOfSending({ schedule }: Reminder, id: MailId): Promise<SendingFault | null> {
    const { contacts, mailer, clock, mail: settings } = this.parts;
    const contact = await contacts.find(schedule.ownerId);
    if (contact === undefined) return { kind: 'no-address', reason: 'no address is known for the owner' };
    if (contact.refused) return { kind: 'refused', reason: 'a mail server refused the owner’s address before' };
    const mail = reminderMail(schedule, id, contact, clock.now(), settings);
    try {
      await mailer.send(mail);
      return null;
    } catch (error) {
      const reason = reasonWithout(contact.email, error);
      if (error instanceof MailRefused) return { kind: 'refused', reason, refusedAddress: contact.email };
      return { kind: 'not-taken', reason, isOfSender: error instanceof SenderRefused };
    }
  }

  private report(
    { schedule: { keyId, ownerId } }: Reminder,
    mail: MailId,
    { kind, reason, isOfSender = false }: SendingFault,
    givenUp: boolean,
  ): void {
    const { logger, metrics } = this.parts;
    const facts = { keyId, ownerId, mail, fault: reason };
    if (kind === 'no-address') {
      if (!givenUp) return;
      metrics.count('skipped');
      logger.info(facts, 'a rotation reminder was skipped');
      return;
    }
    if (kind === 'refused') {
      metrics.count('rejected');
      logger.warn(
        facts,
        'a reminder was refused for good; nothing is sent to this owner until their token has another address',
      );
      return;
    }
    metrics.count(givenUp ? 'dead-lettered' : 'failed');
    if (givenUp)
      logger.error(
        facts,
        `a rotation reminder was given up after ${String(SERVER_PATIENCE_DAYS)} days: it is not sent again; repair the mail server, then set the reminder again with another interval, or rotate the key`,
      );
    else if (isOfSender)
      logger.error(
        facts,
        'the mail server takes no mail from here: check SMTP_URL and MAIL_FROM; the reminder is tried again',
      );
    else logger.warn(facts, 'a rotation reminder could not be sent; it is tried again');
  }
}

/** A server may write one in its own way. */
const LIKE_AN_ADDRESS = /[^\s<>"':;,()[\]]+@[^\s<>"':;,()[\]]+/g;

/** Mail servers repeat the recipient in their answers; an address is kept in the contact store only. */
function reasonWithout(address: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : 'the mailer rejected with something that is not an Error';
  return reason.replaceAll(address, '<recipient>').replace(LIKE_AN_ADDRESS, '<an address>').slice(0, 300);
}
