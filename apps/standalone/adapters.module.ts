import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CLOCK, PERMISSION_CATALOGUE, ROUTE_TABLE, TOPICS, type Clock, type PermissionCatalogue, type RouteTable } from '#contracts';
import { EVENT_STORE, type EventStore, PublishingLoop, SqliteEventStore, STREAM_PUBLISHER } from '#event-store';
import { parsePeppers, PEPPERS, type Peppers } from '#key-secret';
import { CONTACTS, KEYRING_OPTIONS, type KeyringOptions } from '#keyring';
import { EmbeddedLog, PUBLISHER, type Publisher, SUBSCRIBER, type Subscriber } from '#messaging';
import { PROPAGATION_BARRIER, RegistryBarrier, RegistryReplica } from '#propagation';
import { LOGGER, type Logger, METRICS, type MetricsRegistry } from '#service-kit';
import { createVerification, SqliteVerificationStore, type Verification, VERIFICATION_STORE, type VerificationStore } from '#verification';
import { TopicContacts } from './topic-contacts.js';
import { type StandaloneEnv } from './standalone.env.js';

export interface AdapterOptions {
  readonly env: StandaloneEnv;
  readonly eventsDb: string;
  readonly derivedDb: string;
  readonly keyPeppers: string;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
}

export const VERIFICATION = Symbol('Verification');

/** Binds every port to its embedded or SQLite adapter. Nothing here starts or stops anything: `Lifecycle` does. */
@Global()
@Module({})
export class AdaptersModule {
  static forRoot({ env, eventsDb, derivedDb, keyPeppers, catalogue, routes }: AdapterOptions): DynamicModule {
    const keyringOptions: KeyringOptions = {
      keyPrefix: env.KEY_PREFIX,
      maxKeysPerOwner: env.MAX_KEYS_PER_OWNER,
      graceHours: env.GRACE_HOURS,
      roleSource: env.ROLE_SOURCE,
      confirmTimeoutMs: env.CONFIRM_TIMEOUT_MS,
    };
    const registryLog = (logger: Logger) => (message: string, details: object) => { logger.warn(details, message); };
    const providers = [
      { provide: PERMISSION_CATALOGUE, useValue: catalogue },
      { provide: ROUTE_TABLE, useValue: routes },
      { provide: PEPPERS, useFactory: () => parsePeppers(keyPeppers) },
      { provide: KEYRING_OPTIONS, useValue: keyringOptions },
      { provide: EVENT_STORE, useFactory: () => SqliteEventStore.open(eventsDb) },
      {
        provide: EmbeddedLog,
        inject: [LOGGER],
        useFactory: (logger: Logger) => EmbeddedLog.open({
          eventsPath: eventsDb,
          derivedPath: derivedDb,
          onRetry: (topic, error, attempt) => { logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again'); },
        }),
      },
      { provide: PUBLISHER, inject: [EmbeddedLog], useFactory: (log: EmbeddedLog) => log.publisher },
      { provide: SUBSCRIBER, inject: [EmbeddedLog], useFactory: (log: EmbeddedLog) => log.subscriber },
      {
        provide: PublishingLoop,
        inject: [EVENT_STORE, PUBLISHER, LOGGER],
        useFactory: (store: EventStore, publisher: Publisher, logger: Logger) => new PublishingLoop({
          store,
          publisher,
          observer: {
            failed: ({ error, ...failure }) => { logger.warn({ ...failure, err: error }, 'publishing failed; trying again'); },
            stuck: (stream, error) => { logger.error({ stream, err: error }, 'a stream cannot be published'); },
          },
        }),
      },
      { provide: STREAM_PUBLISHER, useExisting: PublishingLoop },
      {
        provide: RegistryBarrier,
        inject: [PUBLISHER, SUBSCRIBER, LOGGER],
        useFactory: (publisher: Publisher, subscriber: Subscriber, logger: Logger) =>
          new RegistryBarrier({ publisher, subscriber, confirmTimeoutMs: env.CONFIRM_TIMEOUT_MS, log: registryLog(logger) }),
      },
      { provide: PROPAGATION_BARRIER, useExisting: RegistryBarrier },
      {
        provide: TopicContacts,
        inject: [PUBLISHER, SUBSCRIBER],
        useFactory: (publisher: Publisher, subscriber: Subscriber) => new TopicContacts(publisher, subscriber),
      },
      { provide: CONTACTS, useExisting: TopicContacts },
      { provide: VERIFICATION_STORE, useFactory: () => SqliteVerificationStore.open(derivedDb) },
      {
        provide: VERIFICATION,
        inject: [VERIFICATION_STORE, PUBLISHER, SUBSCRIBER, PEPPERS, CLOCK, LOGGER, METRICS],
        useFactory: (
          store: VerificationStore, publisher: Publisher, subscriber: Subscriber, peppers: Peppers, clock: Clock, logger: Logger, metrics: MetricsRegistry,
        ): Verification => createVerification({
          store, subscriber, peppers, catalogue, routes, clock, logger, metrics,
          lease: (appliedPositions) => new RegistryReplica({
            publisher, subscriber, appliedPositions,
            leaseMs: env.LEASE_MS,
            endOfKeyEvents: () => subscriber.endOf(TOPICS.keyEvents.name),
            log: registryLog(logger),
          }),
        }, { keyPrefix: env.KEY_PREFIX, acceptModes: env.ACCEPT_MODES, cacheMax: env.CACHE_MAX }),
      },
    ];
    return { module: AdaptersModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
