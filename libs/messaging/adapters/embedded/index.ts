export { DurableTopic } from './durable-topic.js';
export { EmbeddedLog } from './embedded-log.js';
export { GroupProgress } from './group-progress.js';
export { EMBEDDED_TOPICS, embeddedTopic, type EmbeddedTopic } from './embedded-topic.js';
