import { MongoActivityStore } from '#activity/adapters/mongo';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { watchParkedKeys } from '#messaging';
import { kafkaConnection, type KafkaEnv, openKafka, TopicsAreThere } from '#messaging/adapters/kafka';
import { MongoParkedKeys } from '#messaging/adapters/mongo';
import { type MongoConnection, type MongoEnv, openMongo } from '#mongo';
import { type BackgroundTasks, type ProcessParts } from '#process';
import { MongoContactStore, MongoReminderStore } from '#reminders/adapters/mongo';
import { MongoVerificationStore } from '#verification/adapters/mongo';

/** The adapter of every port that stores; a service opens its own ones in its own database. */
const STORES = {
  events: (mongo: MongoConnection) => MongoEventStore.open(mongo),
  verification: (mongo: MongoConnection) => MongoVerificationStore.open(mongo),
  activity: (mongo: MongoConnection) => MongoActivityStore.open(mongo),
  reminders: (mongo: MongoConnection) => MongoReminderStore.open(mongo),
  contacts: (mongo: MongoConnection) => MongoContactStore.open(mongo),
};

type StoreName = keyof typeof STORES;
type Stores = { readonly [N in StoreName]: Awaited<ReturnType<(typeof STORES)[N]>> };

export interface DistributedParts<N extends StoreName> extends Pick<ProcessParts, 'logger' | 'metrics'> {
  readonly env: KafkaEnv & MongoEnv;
  readonly service: string;
  /** Those that the service needs. */
  readonly stores: readonly N[];
  /** Groups of the service that park an owner whose events they cannot read. */
  readonly parkingGroups?: readonly string[];
}

/**
 * The adapters of one service of several, on MongoDB and Kafka.
 * @throws StartRefused when MongoDB does not answer.
 */
export async function openDistributed<N extends StoreName>({
  env,
  service,
  stores: names,
  parkingGroups = [],
  logger,
  metrics,
}: DistributedParts<N>) {
  const mongo = await openMongo(env, service, logger);
  const connection = kafkaConnection(env, service);
  const stores = await openAll(mongo, names);
  const { events, verification, activity } = stores as Partial<Stores>;
  const store = events ?? verification ?? activity;
  const log = openKafka({ connection, parkedKeys: await MongoParkedKeys.open(mongo), logger, metrics });
  if (parkingGroups.length > 0) watchParkedKeys(metrics, log.parkedKeys, parkingGroups);
  return {
    stores,
    publisher: log.publisher,
    subscriber: log.subscriber,
    howToRebuild: (reason: string) =>
      `MONGO_URL: its read model cannot go on from the log at KAFKA_BROKERS (${reason}). How to: docs/operations.md, “Rebuilding verification's read model”.`,
    /** The reminders' stores are closed by their features. */
    tasks: {
      mongo,
      ...(store && { store }),
      log,
      kafka: new TopicsAreThere(connection, logger),
    } satisfies BackgroundTasks,
  };
}

async function openAll<N extends StoreName>(mongo: MongoConnection, names: readonly N[]): Promise<Pick<Stores, N>> {
  const opened = await Promise.all(names.map(async (name) => [name, await STORES[name](mongo)] as const));
  return Object.fromEntries(opened) as Pick<Stores, N>;
}
