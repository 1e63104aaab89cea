import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import {
  type ContactDirectory,
  coversAll,
  encodeKeyEvent,
  type IncomingRecord,
  type KeyringEvent,
  type OwnerId,
  TOPICS,
} from '#contracts';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { AdjustableClock } from '#process';
import { eventually } from '../../../test/kit/eventually.js';
import { SqliteContactStore } from '../adapters/sqlite/sqlite-contact-store.js';
import { SqliteReminderStore } from '../adapters/sqlite/sqlite-reminder-store.js';
import { SmtpMailer } from '../adapters/smtp/smtp-mailer.js';
import { type Reminders, type RemindersParts } from '../create-reminders.js';
import { onDay } from '../domain/testing/events.js';
import { OwnerContacts } from '../application/owner-contacts.js';
import { RemindersModule } from '../reminders.module.js';
import { type ReminderStore } from '../ports/reminder-store.js';
import { MailServer } from '../../../test/kit/mail-server.js';

export const ANN = 'acme/ann';
export const CONSOLE_URL = 'https://keys.acme.example/';

/** A notifier that looks for due mails at its start, and then only when called. */
const RARELY_MS = 3_600_000;

/** A log, a data folder and a mail server; any number of notifiers on them, one after the other or at once. */
export type NotifierUnderTest = Reminders & { readonly metrics: Registry; readonly contacts: ContactDirectory };

export class NotifierSide {
  readonly folder = mkdtempSync(join(tmpdir(), 'keyward-notifier-'));
  readonly clock = new AdjustableClock();
  /** What the notifiers logged, one JSON object a line. */
  readonly lines: string[] = [];
  log: EmbeddedLog;
  private wallAheadMs = 0;
  private readonly versions = new Map<OwnerId, number>();
  private readonly running = new Set<Reminders>();

  private constructor(readonly server: MailServer) {
    this.clock.set(onDay(0));
    this.log = NotifierSide.logIn(this.folder);
  }

  static async open(...how: Parameters<typeof MailServer.start>): Promise<NotifierSide> {
    return new NotifierSide(await MailServer.start(...how));
  }

  static logIn(folder: string): EmbeddedLog {
    return EmbeddedLog.open({
      eventsPath: join(folder, 'events.db'),
      groupsPath: join(folder, 'reminders.db'),
      backOff: { firstMs: 1, capMs: 4 },
    });
  }

  /** Creates a notifier without starting it. */
  notifier(more: Partial<RemindersParts> = {}): NotifierUnderTest {
    const metrics = new Registry();
    const path = join(this.folder, 'reminders.db');
    const contactStore = SqliteContactStore.open(path);
    const { reminders } = RemindersModule.forRoot({
      store: SqliteReminderStore.open(path),
      contactStore,
      mailer: new SmtpMailer({ url: this.server.url, from: 'Keyward <keys@keyward.example>' }),
      subscriber: this.log.subscriber,
      clock: this.clock,
      logger: pino(
        {},
        {
          write: (line) => {
            this.lines.push(line);
          },
        },
      ),
      metrics,
      leadDays: 7,
      consoleUrl: CONSOLE_URL,
      graceHours: 36,
      mailFrom: 'Keyward <keys@keyward.example>',
      everyMs: RARELY_MS,
      wallNow: () => new Date(Date.now() + this.wallAheadMs),
      ...more,
    }).tasks;
    this.running.add(reminders);
    const contacts = new OwnerContacts({ store: contactStore, publisher: this.log.publisher });
    return Object.assign(reminders, { metrics, contacts });
  }

  async start(more: Partial<RemindersParts> = {}): Promise<NotifierUnderTest> {
    const notifier = this.notifier(more);
    await notifier.start();
    await this.caughtUp();
    return notifier;
  }

  /** Appends to the owner's stream. With a notifier started: until it has applied everything. */
  async happens(day: number, events: KeyringEvent | readonly KeyringEvent[], ownerId = ANN): Promise<void> {
    const list: readonly KeyringEvent[] = 'type' in events ? [events] : events;
    await this.log.publisher.send(
      TOPICS.keyEvents.name,
      list.map((event) => this.record(day, event, ownerId)),
    );
    if (this.running.size > 0) await this.caughtUp();
  }

  /** The next of the owner's stream, to be sent. */
  record(day: number, event: KeyringEvent, ownerId = ANN) {
    const version = (this.versions.get(ownerId) ?? 0) + 1;
    this.versions.set(ownerId, version);
    return encodeKeyEvent({ ownerId, version, at: onDay(day).toISOString(), by: `user:${ownerId}`, event });
  }

  /** Moves domain time to `day` after START. */
  day(day: number): void {
    this.clock.set(onDay(day));
  }

  wallPasses(ms: number): void {
    this.wallAheadMs += ms;
  }

  /** Until everything on key-events has been applied. */
  async caughtUp(): Promise<void> {
    const end = await this.log.subscriber.endOf(TOPICS.keyEvents.name);
    const store = SqliteReminderStore.open(join(this.folder, 'reminders.db'));
    await eventually(
      async () => {
        if (!coversAll(await store.positions(), end)) throw new Error('key-events is not applied up to its end');
      },
      { timeout: 120_000 },
    );
    await store.close();
  }

  /** Ends `notifier` and starts another on what it left, after `between`. */
  async restart(notifier: Reminders, between: () => void = () => undefined): Promise<NotifierUnderTest> {
    await this.stop(notifier);
    await this.log.close();
    between();
    this.log = NotifierSide.logIn(this.folder);
    return this.start();
  }

  async stop(notifier: Reminders): Promise<void> {
    await notifier.close();
    this.running.delete(notifier);
  }

  /** `<recipient>: <subject>` of everything that the mail server has taken. */
  mails(): readonly string[] {
    return this.server.mails.map(
      ({ headers }, index) => `${this.server.recipients[index] ?? ''}: ${headers['subject'] ?? ''}`,
    );
  }

  messageIds(): readonly string[] {
    return this.server.mails.map(({ headers }) => headers['message-id'] ?? '');
  }

  /** All that `topic` holds. */
  async held(topic: string): Promise<readonly IncomingRecord[]> {
    const end = await this.log.subscriber.endOf(topic);
    const records: IncomingRecord[] = [];
    const subscription = await this.log.subscriber.subscribe({
      topic,
      mode: 'broadcast',
      after: {},
      handle: (batch) => Promise.resolve(void records.push(...batch)),
    });
    await eventually(() => {
      if (records.at(-1)?.offset !== end[0]) throw new Error('not read to its end');
    });
    await subscription.close();
    return records;
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((notifier) => notifier.close()));
    await this.log.close();
    await this.server.stop();
    rmSync(this.folder, { recursive: true });
  }
}

/** `store`, some of its methods replaced: for what goes wrong around a real store. */
export function overriding(store: ReminderStore, overrides: Partial<ReminderStore>): ReminderStore {
  return {
    owners: (wanted) => store.owners(wanted),
    save: (changes, applied) => store.save(changes, applied),
    positions: () => store.positions(),
    claim: (request) => store.claim(request),
    find: (keyId) => store.find(keyId),
    conclude: (claim, version, conclusion) => store.conclude(claim, version, conclusion),
    backlog: (dueBy) => store.backlog(dueBy),
    close: () => store.close(),
    ...overrides,
  };
}
