export { KafkaTopics, SINGLE_BROKER, THREE_BROKERS, TopicsRefused } from './kafka-topics.js';
export { openKafka, openKafkaToRead, TopicsAreThere } from './open-kafka.js';
export { watchKafka } from './watch-kafka.js';
export { kafkaConnection, KafkaEnv } from './kafka-env.js';
