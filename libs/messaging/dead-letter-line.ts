import { type Logger } from '#service-kit';
import { type DeadLetterNotice } from './delivery.js';

/**
 * Logs where a record stood that a group refused, and why; its key, an owner's or an API key's id, under a name that is
 * not masked.
 */
export function deadLetterLine(logger: Logger): DeadLetterNotice {
  return (group, { topic, partition, offset, key }, reason) => {
    logger.error(
      { group, topic, partition, offset, recordKey: key, reason },
      'a record was refused and is a dead letter now; see its reason',
    );
  };
}
