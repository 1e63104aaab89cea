// npm run topics [-- --dev]: creates the topics that are missing, three copies of each record; with --dev one, for a
// single broker.
import process from 'node:process';
import 'reflect-metadata';
import {
  KafkaEnv,
  kafkaConnection,
  KafkaTopics,
  SINGLE_BROKER,
  THREE_BROKERS,
  TopicsRefused,
} from '../dist/libs/messaging/adapters/kafka/index.js';
import { loadEnv, StartRefused } from '../dist/libs/env/index.js';

async function main(args) {
  const unknown = args.filter((arg) => arg !== '--dev');
  if (unknown.length > 0)
    throw new StartRefused(
      `Unknown: ${unknown.join(' ')}. The only option is --dev, for a single broker without copies.`,
    );
  const env = loadEnv(KafkaEnv);
  const topics = new KafkaTopics(kafkaConnection(env, 'keyward-topics'));
  try {
    const created = await topics.ensure(args.includes('--dev') ? SINGLE_BROKER : THREE_BROKERS);
    for (const topic of created) console.log(`created ${topic}`);
    if (created.length === 0) console.log('All topics are there.');
    for (const difference of await topics.differences()) console.warn(`left as it is: ${difference}`);
  } catch (error) {
    if (error instanceof TopicsRefused) throw error;
    throw new StartRefused(`Kafka at ${env.KAFKA_BROKERS.join(', ')} cannot be used: ${error.message}`, {
      cause: error,
    });
  } finally {
    await topics.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartRefused) && !(error instanceof TopicsRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
