import { openKafkaToRead, type KafkaEnv, kafkaConnection } from '#messaging/adapters/kafka';
import { type Subscriber } from '#messaging';
import { connectMongo, type MongoConnection, type MongoEnv } from '#mongo';
import { OpsFailure } from './usage.js';

/** Lets `work` read the log. @throws OpsFailure when the brokers, or the topic, cannot be used. */
export async function withKafka<T>(
  env: KafkaEnv,
  topic: string,
  work: (subscriber: Subscriber) => Promise<T>,
): Promise<T> {
  const log = openKafkaToRead(kafkaConnection(env, 'keyward-ops'));
  try {
    await log.subscriber.endOf(topic).catch((error: unknown) => {
      throw unusable(`Kafka at ${env.KAFKA_BROKERS.join(', ')}`, error);
    });
    return await work(log.subscriber);
  } finally {
    await log.close();
  }
}

/** Lets `work` use the database. @throws OpsFailure when it cannot be used. */
export async function withMongo<T>(
  { MONGO_URL }: MongoEnv,
  work: (connection: MongoConnection) => Promise<T>,
): Promise<T> {
  const connection = await connectMongo(MONGO_URL, { appName: 'keyward-ops' }).catch((error: unknown) => {
    throw unusable('MongoDB (MONGO_URL)', error);
  });
  try {
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
