import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ACTIVITY_STORE } from '#activity';
import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { createUsageCounter, UsageCounter } from '#activity/counting';
import { CLOCK, type Clock } from '#contracts';
import { PERMISSION_CATALOGUE, ROUTE_TABLE, type PermissionCatalogue, type RouteTable } from '#permissions';
import { createPublishingLoop, EVENT_STORE, type EventStore, PublishingLoop, STREAM_PUBLISHER } from '#event-store';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { parsePeppers, PEPPERS, type Peppers } from '#key-secret';
import { CONTACTS, KEYRING_OPTIONS, keyringOptions } from '#keyring';
import { deadLetterLine, LagWatch, PUBLISHER, type Publisher, SUBSCRIBER, type Subscriber } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { createBarrier, createReplica, PROPAGATION_BARRIER, RegistryBarrier } from '#propagation';
import { createReminders, type Reminders } from '#reminders';
import { mailerOf } from '#reminders/mailing';
import { SqliteContactStore, SqliteReminderStore } from '#reminders/adapters/sqlite';
import { LOGGER, type Logger, METRICS, type MetricsRegistry } from '#process';
import { createVerification, type Verification, VERIFICATION_STORE, type VerificationStore } from '#verification';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { type DataFolder } from './data-folder.js';
import { WHEN_PARKED } from './parked-owners.js';
import { type StandaloneEnv } from './standalone.env.js';

export interface AdapterOptions {
  readonly env: StandaloneEnv;
  readonly folder: DataFolder;
  readonly keyPeppers: string;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
}

export const VERIFICATION = Symbol('Verification');
export const REMINDERS = Symbol('Reminders');

/** Binds every port to its embedded or SQLite adapter. Nothing here starts or stops anything: `Background` does. */
@Global()
@Module({})
export class AdaptersModule {
  static forRoot({ env, folder, keyPeppers, catalogue, routes }: AdapterOptions): DynamicModule {
    const providers = [
      { provide: PERMISSION_CATALOGUE, useValue: catalogue },
      { provide: ROUTE_TABLE, useValue: routes },
      { provide: PEPPERS, useFactory: () => parsePeppers(keyPeppers) },
      { provide: KEYRING_OPTIONS, useValue: keyringOptions(env) },
      { provide: EVENT_STORE, useFactory: () => SqliteEventStore.open(folder.eventsDb) },
      {
        provide: EmbeddedLog,
        inject: [LOGGER, METRICS],
        useFactory: (logger: Logger, metrics: MetricsRegistry) =>
          EmbeddedLog.open({
            eventsPath: folder.eventsDb,
            derivedPath: folder.derivedDb,
            onRetry: (topic, error, attempt) => {
              logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again');
            },
            onDeadLetter: deadLetterLine(logger, WHEN_PARKED),
            lagWatch: new LagWatch({ logger, metrics }),
          }),
      },
      { provide: PUBLISHER, inject: [EmbeddedLog], useFactory: (log: EmbeddedLog) => log.publisher },
      { provide: SUBSCRIBER, inject: [EmbeddedLog], useFactory: (log: EmbeddedLog) => log.subscriber },
      {
        provide: PublishingLoop,
        inject: [EVENT_STORE, PUBLISHER, LOGGER, METRICS],
        useFactory: (store: EventStore, publisher: Publisher, logger: Logger, metrics: MetricsRegistry) =>
          createPublishingLoop({ store, publisher, logger, metrics }),
      },
      { provide: STREAM_PUBLISHER, useExisting: PublishingLoop },
      {
        provide: RegistryBarrier,
        inject: [PUBLISHER, SUBSCRIBER, LOGGER, METRICS],
        useFactory: (publisher: Publisher, subscriber: Subscriber, logger: Logger, metrics: MetricsRegistry) =>
          createBarrier({ publisher, subscriber, logger, metrics, confirmTimeoutMs: env.CONFIRM_TIMEOUT_MS }),
      },
      { provide: PROPAGATION_BARRIER, useExisting: RegistryBarrier },
      {
        provide: REMINDERS,
        inject: [PUBLISHER, SUBSCRIBER, CLOCK, LOGGER, METRICS],
        useFactory: (
          publisher: Publisher,
          subscriber: Subscriber,
          clock: Clock,
          logger: Logger,
          metrics: MetricsRegistry,
        ): Reminders =>
          createReminders({
            store: SqliteReminderStore.open(folder.remindersDb, { soleProcess: true }),
            contactStore: SqliteContactStore.open(folder.remindersDb),
            mailer: mailerOf(env, folder.outbox),
            publisher,
            subscriber,
            clock,
            logger,
            metrics,
            leadDays: env.REMINDER_LEAD_DAYS,
            leaseMs: env.REMINDER_CLAIM_MS,
            consoleUrl: env.CONSOLE_URL ?? null,
            graceHours: env.GRACE_HOURS,
            mailFrom: env.MAIL_FROM,
          }),
      },
      { provide: CONTACTS, inject: [REMINDERS], useFactory: ({ contacts }: Reminders) => contacts },
      { provide: ACTIVITY_STORE, useFactory: () => SqliteActivityStore.open(folder.activityDb) },
      {
        provide: UsageCounter,
        inject: [PUBLISHER, LOGGER, METRICS],
        useFactory: (publisher: Publisher, logger: Logger, metrics: MetricsRegistry) =>
          createUsageCounter({ publisher, logger, metrics }),
      },
      { provide: VERIFICATION_STORE, useFactory: () => SqliteVerificationStore.open(folder.derivedDb) },
      {
        provide: VERIFICATION,
        inject: [VERIFICATION_STORE, PUBLISHER, SUBSCRIBER, PEPPERS, CLOCK, LOGGER, METRICS, UsageCounter],
        useFactory: (
          store: VerificationStore,
          publisher: Publisher,
          subscriber: Subscriber,
          peppers: Peppers,
          clock: Clock,
          logger: Logger,
          metrics: MetricsRegistry,
          usage: UsageCounter,
        ): Verification =>
          createVerification(
            {
              store,
              subscriber,
              peppers,
              catalogue,
              routes,
              clock,
              logger,
              metrics,
              observer: usage.count,
              lease: (appliedPositions) =>
                createReplica({ publisher, subscriber, logger, metrics, leaseMs: env.LEASE_MS, appliedPositions }),
            },
            { keyPrefix: env.KEY_PREFIX, acceptModes: env.ACCEPT_MODES, cacheMax: env.CACHE_MAX },
          ),
      },
    ];
    return { module: AdaptersModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
