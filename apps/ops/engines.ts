import { openKafkaToRead, type KafkaEnv, kafkaConnection } from '#messaging/adapters/kafka';
import { type Subscriber } from '#messaging';
import { claimSchema, connectMongo, type MongoConnection, type MongoEnv, requireKnownSchema } from '#mongo';
import { OpsFailure } from './usage.js';

/** Lets `work` read the log. @throws OpsFailure when the brokers, or one of the topics, cannot be used. */
export async function withKafka<T>(
  env: KafkaEnv,
  topics: readonly string[],
  work: (subscriber: Subscriber) => Promise<T>,
): Promise<T> {
  const log = openKafkaToRead(kafkaConnection(env, 'keyward-ops'));
  try {
    await Promise.all(topics.map((topic) => log.subscriber.endOf(topic))).catch((error: unknown) => {
      throw unusable(`Kafka at ${env.KAFKA_BROKERS.join(', ')}`, error);
    });
    return await work(log.subscriber);
  } finally {
    await log.close();
  }
}

/**
 * Lets `work` use the database.
 * @throws OpsFailure when it cannot be used.
 * @throws StartRefused when a newer version of Keyward has used it.
 */
export function withMongo<T>(env: MongoEnv, work: (connection: MongoConnection) => Promise<T>): Promise<T> {
  return onMongo(env, claimSchema, work);
}

/** The same for `work` that changes nothing. */
export function readingMongo<T>(env: MongoEnv, work: (connection: MongoConnection) => Promise<T>): Promise<T> {
  return onMongo(env, requireKnownSchema, work);
}

async function onMongo<T>(
  { MONGO_URL }: MongoEnv,
  check: (connection: MongoConnection) => Promise<void>,
  work: (connection: MongoConnection) => Promise<T>,
): Promise<T> {
  const connection = await connectMongo(MONGO_URL, { appName: 'keyward-ops' }).catch((error: unknown) => {
    throw unusable('MongoDB (MONGO_URL)', error);
  });
  try {
    await check(connection);
    return await work(connection);
  } finally {
    await connection.close();
  }
}

function unusable(what: string, error: unknown): OpsFailure {
  return new OpsFailure(`${what} cannot be used: ${error instanceof Error ? error.message : 'unknown error'}`, {
    cause: error,
  });
}
