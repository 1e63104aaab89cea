import { setTimeout as pause } from 'node:timers/promises';
import { Failure, unlessAborted } from '#async';
import { TOPICS } from '#contracts';
import { CatchUp, type Subscriber, type Subscription } from '#messaging';
import { type ProcessParts } from '#process';
import { ContactsFollower } from './application/contacts-follower.js';
import { Heartbeat } from './application/heartbeat.js';
import { ReminderMetrics } from './application/reminder-metrics.js';
import { ReminderProjector } from './application/reminder-projector.js';
import { ReminderRunner } from './application/reminder-runner.js';
import { type ContactStore } from './ports/contact-store.js';
import { type Mailer } from './ports/mailer.js';
import { type ReminderStore } from './ports/reminder-store.js';

const CATCH_UP_EVERY_MS = 50;
export const REMINDERS_GROUP = 'notifier-reminders';
const CONTACTS_GROUP = 'notifier-contacts';

export interface RemindersParts extends ProcessParts {
  readonly store: ReminderStore;
  readonly contactStore: ContactStore;
  readonly mailer: Mailer;
  readonly subscriber: Subscriber;
  /** How many days before the rotation date the first mail goes. 0: only the one on the day. */
  readonly leadDays: number;
  /** Address of the page where keys are rotated; null: mails have no link. */
  readonly consoleUrl: string | null;
  /** GRACE_HOURS: how long a replaced secret works on when nobody says otherwise. */
  readonly graceHours: number;
  /** The sender of mails, whose domain also ends their Message-IDs. */
  readonly mailFrom: string;
  readonly concurrency?: number;
  readonly claimMs?: number;
  /** Wall time, which claims and retries count by. */
  readonly wallNow?: () => Date;
  /** How often due reminders are looked for. Default 1 s. */
  readonly everyMs?: number;
}

/** The notifier: follows key-events and owner-contacts, and sends what is due. */
export interface Reminders {
  /**
   * Resolves when both topics are being followed. Before reminders go out, everything is applied that key-events held
   * when they were due: else a rotation may not be known, and its reminder would be wrong.
   */
  start(): Promise<void>;
  /** Why reminders do not go out yet; null when they do. */
  notReady(): string | null;
  /** Sends what is due now, whether it was started or not. */
  runOnce(): Promise<void>;
  /** Rejects when a consumer has died for good; never resolves. */
  readonly failed: Promise<never>;
  /** Ends after the mails that are under way; then closes the mailer and the stores. Idempotent. */
  close(): Promise<void>;
}

export function createReminders(options: RemindersParts): Reminders {
  return new Notifier(options);
}

class Notifier implements Reminders {
  private readonly failure = new Failure();
  readonly failed = this.failure.promise;
  private readonly addresses: ContactsFollower;
  private readonly runner: ReminderRunner;
  private subscription: Subscription | undefined;
  private isCaughtUp = false;
  private heartbeat: Heartbeat | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: RemindersParts) {
    const { store, contactStore, clock, metrics, consoleUrl, graceHours, mailFrom } = options;
    this.addresses = new ContactsFollower({ ...options, store: contactStore, group: CONTACTS_GROUP });
    this.addresses.failed.catch(this.failure.fail);
    this.runner = new ReminderRunner({
      ...options,
      contacts: contactStore,
      metrics: new ReminderMetrics(metrics, store, clock),
      mail: { consoleUrl, graceHours, messageIdHost: domainOf(mailFrom) },
    });
  }

  async start(): Promise<void> {
    const { subscriber, mailer, logger, everyMs = 1000 } = this.options;
    const projector = new ReminderProjector(this.options);
    await this.addresses.start();
    this.subscription = await subscriber.subscribe({
      topic: TOPICS.keyEvents.name,
      mode: 'group',
      group: REMINDERS_GROUP,
      onPermanent: 'park',
      handle: projector.handle,
    });
    this.subscription.failed.catch(this.failure.fail);
    logger.info({ destination: mailer.destination }, 'rotation reminders are sent there');
    this.heartbeat = new Heartbeat(
      everyMs,
      async (signal) => {
        const dueBy = this.options.clock.now();
        await unlessAborted(signal, this.catchUp(signal)); // a log that is away may take long to answer
        if (!signal.aborted) await this.runner.runOnce(dueBy, signal);
      },
      (error) => {
        logger.error({ err: error }, 'sending reminders was interrupted; it goes on in a moment');
      },
    );
  }

  notReady(): string | null {
    return this.isCaughtUp ? null : 'applying key events';
  }

  /** Until everything is applied that key-events holds now: a reminder that a change has ended is not sent. */
  private async catchUp(signal: AbortSignal): Promise<void> {
    const caughtUp = await CatchUp.of(this.options.subscriber, REMINDERS_GROUP, TOPICS.keyEvents.name);
    while (!signal.aborted && !(await caughtUp.isReached()))
      await pause(CATCH_UP_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined); // closed while waiting
    this.isCaughtUp ||= !signal.aborted;
  }

  runOnce(): Promise<void> {
    return this.runner.runOnce(this.options.clock.now());
  }

  close(): Promise<void> {
    this.closing ??= this.closeInOrder();
    return this.closing;
  }

  private async closeInOrder(): Promise<void> {
    await this.heartbeat?.close();
    await this.subscription?.close();
    await this.options.mailer.close();
    await this.options.store.close();
    await this.addresses.close();
  }
}

/** `address` or `Name <address>`. */
function domainOf(mailFrom: string): string {
  return /@([^@<>\s]+?)>?\s*$/.exec(mailFrom)?.[1] ?? 'keyward.invalid';
}
