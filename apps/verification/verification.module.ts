import { type DynamicModule, Global, Module } from '@nestjs/common';
import { createUsageCounter } from '#activity/counting';
import { CLOCK, type Clock } from '#contracts';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { parsePeppers } from '#key-secret';
import { RebuildNeeded } from '#messaging';
import { openKafka, TopicsAreThere, kafkaConnection } from '#messaging/adapters/kafka';
import { MongoParkedKeys } from '#messaging/adapters/mongo';
import { type MongoConnection } from '#mongo';
import { createReplica } from '#propagation';
import { StartRefused } from '#env';
import { Background, LOGGER, type Logger, METRICS, type MetricsRegistry, READINESS, type Readiness } from '#process';
import { createVerification, VerifyRpcModule } from '#verification';
import { MongoVerificationStore } from '#verification/adapters/mongo';
import { type VerificationAppEnv } from './verification.env.js';

export interface VerificationAppOptions {
  readonly env: VerificationAppEnv;
  readonly mongo: MongoConnection;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
}

export const VERIFICATION = Symbol('Verification');
const PARTS = Symbol('VerificationParts');
type Parts = Awaited<ReturnType<typeof partsOf>>;

/** One verification replica on Kafka and MongoDB. */
@Global()
@Module({})
export class VerificationModule {
  static forRoot(options: VerificationAppOptions): DynamicModule {
    return {
      module: VerificationModule,
      imports: [VerifyRpcModule.forRoot(options.env, VERIFICATION)],
      providers: [
        {
          provide: PARTS,
          inject: [CLOCK, LOGGER, METRICS],
          useFactory: (clock: Clock, logger: Logger, metrics: MetricsRegistry) =>
            partsOf(options, clock, logger, metrics),
        },
        { provide: VERIFICATION, inject: [PARTS], useFactory: ({ verification }: Parts) => verification },
        {
          provide: Background,
          inject: [PARTS, READINESS, LOGGER],
          useFactory: (tasks: Parts, readiness: Readiness, logger: Logger) =>
            new Background({ tasks, readiness, logger }),
        },
      ],
      exports: [VERIFICATION],
    };
  }
}

/** In the order in which they start. */
async function partsOf(
  { env, mongo, catalogue, routes }: VerificationAppOptions,
  clock: Clock,
  logger: Logger,
  metrics: MetricsRegistry,
) {
  const connection = kafkaConnection(env, 'verification');
  const store = await MongoVerificationStore.open(mongo);
  const log = openKafka({ connection, parkedKeys: await MongoParkedKeys.open(mongo), logger, metrics });
  const { publisher, subscriber } = log;
  const usage = createUsageCounter({ publisher, logger, metrics });
  const verification = createVerification(
    {
      store,
      subscriber,
      peppers: parsePeppers(env.KEY_PEPPERS),
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
  );
  return {
    mongo,
    store,
    log,
    kafka: new TopicsAreThere(connection, logger),
    usage,
    verification: { ...verification, start: () => verification.start().catch(refuseRebuild) },
  };
}

function refuseRebuild(error: unknown): never {
  if (!(error instanceof RebuildNeeded)) throw error;
  throw new StartRefused(
    `MONGO_URL: its read model cannot go on from the log at KAFKA_BROKERS (${error.message}). How to: docs/operations.md, “Rebuilding verification's read model”.`,
    { cause: error },
  );
}
