import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PERMISSION_CATALOGUE, type PermissionCatalogue } from '#permissions';
import {
  createPublishingLoop,
  EVENT_STORE,
  PublishingLoop,
  requireStoreNotBehindLog,
  STREAM_PUBLISHER,
} from '#event-store';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { parsePeppers, PEPPERS } from '#key-secret';
import { CONTACTS, KEYRING_OPTIONS, keyringOptions, KeyringModule } from '#keyring';
import { OperationsModule } from '#operations';
import { PUBLISHER, SUBSCRIBER } from '#messaging';
import { openKafka, TopicsAreThere } from '#messaging/adapters/kafka';
import { MongoParkedKeys } from '#messaging/adapters/mongo';
import { type MongoConnection } from '#mongo';
import { createBarrier, PROPAGATION_BARRIER, RegistryBarrier } from '#propagation';
import { ContactsFollower } from '#reminders';
import { MongoContactStore } from '#reminders/adapters/mongo';
import { Background, LOGGER, type Logger, METRICS, type MetricsRegistry, READINESS, type Readiness } from '#process';
import { kafkaConnection } from '#messaging/adapters/kafka';
import { StartedGuard } from '#http';
import { configuredOidc, configuredSession, parseServiceTokens, requiredTrust, UserAuthModule } from '#user-auth';
import { type KeyCommandEnv } from './key-command.env.js';

export interface KeyCommandOptions {
  readonly env: KeyCommandEnv;
  readonly mongo: MongoConnection;
  readonly catalogue: PermissionCatalogue;
}

const CONTACTS_GROUP = 'key-command-contacts';
const PARTS = Symbol('KeyCommandParts');
type Parts = Awaited<ReturnType<typeof partsOf>>;

/** The write side on Kafka and MongoDB. */
@Global()
@Module({})
export class KeyCommandModule {
  static forRoot(options: KeyCommandOptions): DynamicModule {
    const { env, catalogue } = options;
    const part = (token: symbol | typeof PublishingLoop | typeof RegistryBarrier, pick: (parts: Parts) => unknown) => ({
      provide: token,
      inject: [PARTS],
      useFactory: pick,
    });
    const providers = [
      {
        provide: PARTS,
        inject: [LOGGER, METRICS],
        useFactory: (logger: Logger, metrics: MetricsRegistry) => partsOf(options, logger, metrics),
      },
      { provide: PERMISSION_CATALOGUE, useValue: catalogue },
      { provide: PEPPERS, useFactory: () => parsePeppers(env.KEY_PEPPERS) },
      { provide: KEYRING_OPTIONS, useValue: keyringOptions(env) },
      part(EVENT_STORE, ({ store }) => store),
      part(PublishingLoop, ({ publishing }) => publishing),
      part(STREAM_PUBLISHER, ({ publishing }) => publishing),
      part(PUBLISHER, ({ log }) => log.publisher),
      part(SUBSCRIBER, ({ log }) => log.subscriber),
      part(PROPAGATION_BARRIER, ({ registry }) => registry),
      part(RegistryBarrier, ({ registry }) => registry),
      part(CONTACTS, ({ contacts }) => contacts.contacts),
    ];
    const background = {
      provide: Background,
      inject: [PARTS, READINESS, LOGGER],
      useFactory: (tasks: Parts, readiness: Readiness, logger: Logger) => new Background({ tasks, readiness, logger }),
    };
    return {
      module: KeyCommandModule,
      imports: [
        UserAuthModule.forRoot({
          trust: requiredTrust(env),
          serviceTokens: parseServiceTokens(env.SERVICE_TOKENS),
          session: configuredSession(env),
          oidc: configuredOidc(env),
        }),
        KeyringModule,
        OperationsModule,
      ],
      providers: [
        ...providers,
        background,
        { provide: APP_GUARD, inject: [Background], useFactory: (started: Background) => new StartedGuard(started) },
      ],
      exports: providers.map(({ provide }) => provide),
    };
  }
}

/** In the order in which they start. */
async function partsOf({ env, mongo }: KeyCommandOptions, logger: Logger, metrics: MetricsRegistry) {
  const connection = kafkaConnection(env, 'key-command');
  const store = await MongoEventStore.open(mongo);
  const log = openKafka({ connection, parkedKeys: await MongoParkedKeys.open(mongo), logger, metrics });
  const { publisher, subscriber } = log;
  return {
    mongo,
    store,
    log,
    kafka: new TopicsAreThere(connection, logger),
    'whole store': { start: () => requireStoreNotBehindLog({ store, subscriber }), close: () => Promise.resolve() },
    publishing: createPublishingLoop({ store, publisher, logger, metrics }),
    registry: createBarrier({ publisher, subscriber, logger, metrics, confirmTimeoutMs: env.CONFIRM_TIMEOUT_MS }),
    contacts: new ContactsFollower({
      store: MongoContactStore.open(mongo),
      publisher,
      subscriber,
      group: CONTACTS_GROUP,
    }),
  };
}
