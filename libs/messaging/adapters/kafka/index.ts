export { KafkaLog, type KafkaLogOptions } from './kafka-log.js';
export { type KafkaConnection, type KafkaSasl, type KafkaTls } from './kafka-connection.js';
export { type ConsumerTiming } from './consumer-timing.js';
export { KafkaTopics, SINGLE_BROKER, THREE_BROKERS, TopicsRefused, type Replication } from './kafka-topics.js';
export { openKafka, openKafkaToRead, TopicsAreThere } from './open-kafka.js';
export { kafkaConnection, KafkaEnv } from './kafka-env.js';
