import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ACTIVITY_GROUPS, ACTIVITY_STORE, ActivityModule, ActivityProjector } from '#activity';
import { MongoActivityStore } from '#activity/adapters/mongo';
import { SUBSCRIBER, watchParkedKeys } from '#messaging';
import { openKafka, TopicsAreThere, kafkaConnection } from '#messaging/adapters/kafka';
import { MongoParkedKeys } from '#messaging/adapters/mongo';
import { type MongoConnection } from '#mongo';
import { Background, LOGGER, type Logger, METRICS, type MetricsRegistry, READINESS, type Readiness } from '#process';
import { configuredOidc, configuredSession, parseServiceTokens, requiredTrust, UserAuthModule } from '#user-auth';
import { type ActivityEnv } from './activity.env.js';

export interface ActivityAppOptions {
  readonly env: ActivityEnv;
  readonly mongo: MongoConnection;
}

const PARTS = Symbol('ActivityParts');
type Parts = Awaited<ReturnType<typeof partsOf>>;

/** What keys are used for, on Kafka and MongoDB. */
@Global()
@Module({})
export class ActivityAppModule {
  static forRoot(options: ActivityAppOptions): DynamicModule {
    const { env } = options;
    return {
      module: ActivityAppModule,
      imports: [
        UserAuthModule.forRoot({
          trust: requiredTrust(env),
          serviceTokens: parseServiceTokens(env.SERVICE_TOKENS),
          session: configuredSession(env),
          oidc: configuredOidc(env),
        }),
        ActivityModule,
      ],
      providers: [
        {
          provide: PARTS,
          inject: [LOGGER, METRICS],
          useFactory: (logger: Logger, metrics: MetricsRegistry) => partsOf(options, logger, metrics),
        },
        { provide: ACTIVITY_STORE, inject: [PARTS], useFactory: ({ store }: Parts) => store },
        { provide: SUBSCRIBER, inject: [PARTS], useFactory: ({ log }: Parts) => log.subscriber },
        {
          provide: Background,
          inject: [PARTS, ActivityProjector, READINESS, LOGGER],
          useFactory: (parts: Parts, activity: ActivityProjector, readiness: Readiness, logger: Logger) =>
            new Background({ tasks: { ...parts, activity }, readiness, logger }),
        },
      ],
      exports: [ACTIVITY_STORE, SUBSCRIBER],
    };
  }
}

async function partsOf({ env, mongo }: ActivityAppOptions, logger: Logger, metrics: MetricsRegistry) {
  const connection = kafkaConnection(env, 'activity');
  const store = await MongoActivityStore.open(mongo);
  const log = openKafka({ connection, parkedKeys: await MongoParkedKeys.open(mongo), logger, metrics });
  watchParkedKeys(metrics, log.parkedKeys, [ACTIVITY_GROUPS.keys]);
  return { mongo, store, log, kafka: new TopicsAreThere(connection, logger) };
}
