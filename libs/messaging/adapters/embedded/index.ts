export { DurableTopic } from './durable-topic.js';
export { EmbeddedLog } from './embedded-log.js';
export { EMBEDDED_TOPICS } from './embedded-topic.js';
