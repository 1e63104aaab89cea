export { CatchUp } from './catch-up.js';
export { retryably } from './retryably.js';
export { PUBLISHER, type Publisher } from './publisher.js';
export {
  Permanent, RebuildNeeded, SUBSCRIBER,
  type BroadcastOptions, type GroupOptions, type RecordsHandler, type Subscriber, type Subscription,
} from './subscriber.js';
export { EmbeddedLog } from './adapters/embedded/embedded-log.js';
export { MongoParkedKeys } from './adapters/mongo/mongo-parked-keys.js';
export { KafkaLog, type KafkaLogOptions } from './adapters/kafka/kafka-log.js';
export { type KafkaConnection, type KafkaSasl, type KafkaTls } from './adapters/kafka/kafka-connection.js';
export { type ConsumerTiming } from './adapters/kafka/consumer-timing.js';
export { KafkaTopics, SINGLE_BROKER, THREE_BROKERS, TopicsRefused, type Replication } from './adapters/kafka/kafka-topics.js';
