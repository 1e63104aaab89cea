import { type Logger } from '#process';
import { type DeadLetterNotice } from './delivery.js';

/**
 * Logs where a record stood that a group refused, and why; its key, an owner's or an API key's id, under a name that is
 * not masked.
 * @param whenParked what the operator of this profile can do about a key that is parked now.
 */
export function deadLetterLine(logger: Logger, whenParked: string): DeadLetterNotice {
  return (group, { topic, partition, offset, key }, reason, onPermanent) => {
    const next = onPermanent === 'park' ? `its key is parked: ${whenParked}` : 'see its reason';
    logger.error(
      { group, topic, partition, offset, recordKey: key, reason },
      `a record was refused and is a dead letter now; ${next}`,
    );
  };
}
