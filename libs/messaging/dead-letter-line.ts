import { type Logger } from '#service-kit';
import { type DeadLetterNotice } from './delivery.js';

/** Logs where a record stood that a group refused, and why; its key is the owner's id, or a key's. */
export function deadLetterLine(logger: Logger): DeadLetterNotice {
  return (group, { topic, partition, offset, key }, reason) => {
    logger.error({ group, topic, partition, offset, key, reason }, 'a record was refused and is a dead letter now; see its reason');
  };
}
