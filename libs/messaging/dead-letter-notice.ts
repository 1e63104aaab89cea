import { type Logger, type MetricsRegistry } from '#process';
import { Counter } from 'prom-client';
import { type DeadLetterNotice } from './delivery.js';

export interface DeadLetterNoticeParts {
  readonly logger: Logger;
  readonly metrics: MetricsRegistry;
  /** What the operator of this profile can do about a key that is parked now. */
  readonly whenParked: string;
}

/**
 * Counts the records that a group refused, and logs where each stood and why; its key, an owner's or an API key's id,
 * under a name that is not masked.
 */
export function deadLetterNotice({ logger, metrics, whenParked }: DeadLetterNoticeParts): DeadLetterNotice {
  const total = new Counter({
    name: 'keyward_dead_letters_total',
    help: 'Records that a group refused for good and that are dead letters now.',
    labelNames: ['topic', 'group'],
    registers: [metrics],
  });
  return (group, { topic, partition, offset, key }, reason, onPermanent) => {
    total.inc({ topic, group });
    const next = onPermanent === 'park' ? `its key is parked: ${whenParked}` : 'see its reason';
    logger.error(
      { group, topic, partition, offset, recordKey: key, reason },
      `a record was refused and is a dead letter now; ${next}`,
    );
  };
}
