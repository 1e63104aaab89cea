import { type Publisher } from '#messaging';
import { type Logger, type MetricsRegistry } from '#service-kit';
import { Gauge } from 'prom-client';
import { type EventStore } from '../event-store.js';
import { PublishingLoop } from './publishing-loop.js';

export interface PublishingParts {
  readonly store: EventStore;
  readonly publisher: Publisher;
  readonly logger: Logger;
  readonly metrics: MetricsRegistry;
}

/** The publishing loop of a process, with its log lines and metrics. */
export function createPublishingLoop({ store, publisher, logger, metrics }: PublishingParts): PublishingLoop {
  new Gauge({
    name: 'keyward_unpublished_commits', help: 'Commits in the store that are not marked as published yet.', registers: [metrics],
    async collect() { this.set(await store.countUnpublished()); },
  });
  return new PublishingLoop({
    store, publisher,
    observer: {
      failed: ({ error, ...failure }) => { logger.warn({ ...failure, err: error }, 'publishing failed; trying again'); },
      stuck: (stream, error) => { logger.error({ stream, err: error }, 'a stream cannot be published'); },
    },
  });
}
