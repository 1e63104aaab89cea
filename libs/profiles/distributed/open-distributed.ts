import { watchParkedKeys } from '#messaging';
import { kafkaConnection, type KafkaEnv, openKafka, TopicsAreThere, watchKafka } from '#messaging/adapters/kafka';
import { MongoParkedKeys } from '#messaging/adapters/mongo';
import { type MongoConnection, type MongoEnv, openMongo } from '#mongo';
import { type BackgroundTasks, CertificateExpiry, type ProcessParts } from '#process';

/** What holds what a service stores. */
interface Closable {
  close(): Promise<void>;
}

interface StoreAdapter {
  open(mongo: MongoConnection): Closable | Promise<Closable>;
}

type StoreName = 'events' | 'snapshots' | 'verification' | 'activity' | 'reminders' | 'contacts';
type StoreAdapters = Readonly<Partial<Record<StoreName, StoreAdapter>>>;
type Opened<S extends StoreAdapters> = {
  readonly [N in keyof S]: S[N] extends StoreAdapter ? Awaited<ReturnType<S[N]['open']>> : never;
};

export interface DistributedParts<S extends StoreAdapters> extends Pick<ProcessParts, 'logger' | 'metrics'> {
  readonly env: KafkaEnv & MongoEnv;
  readonly service: string;
  /** The adapters of what the service stores, so that its bundle holds no other. */
  readonly stores: S;
  /** Groups of the service that park an owner whose events they cannot read. */
  readonly parkingGroups?: readonly string[];
}

/**
 * The adapters of one service of several, on MongoDB and Kafka.
 * @throws StartRefused when MongoDB does not answer.
 */
export async function openDistributed<S extends StoreAdapters>({
  env,
  service,
  stores: adapters,
  parkingGroups = [],
  logger,
  metrics,
}: DistributedParts<S>) {
  const mongo = await openMongo(env, service, { logger, metrics });
  const connection = { ...kafkaConnection(env, service), observer: watchKafka(metrics) };
  for (const variable of ['KAFKA_TLS_CERT', 'KAFKA_TLS_CA'] as const)
    CertificateExpiry.of(metrics).show(variable, () => env[variable]);
  const opened = await openAll(mongo, adapters);
  const log = openKafka({ connection, parkedKeys: await MongoParkedKeys.open(mongo), logger, metrics });
  if (parkingGroups.length > 0) watchParkedKeys(metrics, log.parkedKeys, parkingGroups);
  return {
    stores: Object.fromEntries(opened) as Opened<S>,
    publisher: log.publisher,
    subscriber: log.subscriber,
    howToRebuild: (reason: string) =>
      `MONGO_URL: its read model cannot go on from the log at KAFKA_BROKERS (${reason}). How to: docs/operations.md, “Rebuilding verification's read model”.`,
    tasks: {
      mongo,
      stores: {
        close: async () => {
          await Promise.all(opened.map(([, store]) => store.close()));
        },
      },
      log,
      kafka: new TopicsAreThere(connection, logger),
    } satisfies BackgroundTasks,
  };
}

function openAll(mongo: MongoConnection, adapters: StoreAdapters): Promise<(readonly [string, Closable])[]> {
  return Promise.all(
    Object.entries<StoreAdapter>(adapters).map(async ([name, adapter]) => [name, await adapter.open(mongo)] as const),
  );
}
