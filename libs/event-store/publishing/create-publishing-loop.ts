import { type KeyedMutex } from '#async';
import { type Publisher } from '#messaging';
import { type ProcessParts, sampledGauge } from '#process';
import { type EventStore } from '../event-store.js';
import { PublishingLoop } from './publishing-loop.js';

export interface PublishingParts extends Omit<ProcessParts, 'clock'> {
  readonly store: EventStore;
  readonly publisher: Publisher;
  /** Where an append publishes by itself: is busy with a stream while the loop publishes it. */
  readonly publishingMutex?: KeyedMutex;
}

/** The publishing loop of a process, with its log lines and metrics. */
export function createPublishingLoop({
  store,
  publisher,
  publishingMutex,
  logger,
  metrics,
}: PublishingParts): PublishingLoop {
  sampledGauge(metrics, {
    name: 'keyward_unpublished_commits',
    help: 'Commits in the store whose position on key-events is not saved yet.',
    sample: () => store.countUnpublished(),
  });
  sampledGauge(metrics, {
    name: 'keyward_unpublished_commits_age_seconds',
    help: 'How long ago the oldest commit was appended whose position on key-events is not saved yet; 0 when there is none.',
    sample: async () => {
      const oldest = await store.oldestUnpublished();
      return oldest === null ? 0 : Math.max(0, Date.now() - oldest.getTime()) / 1000;
    },
  });
  return new PublishingLoop({
    store,
    publisher,
    mutex: publishingMutex,
    observer: {
      failed: ({ error, ...failure }) => {
        logger.warn({ ...failure, err: error }, 'publishing failed; trying again');
      },
      stuck: (stream, error) => {
        logger.error({ stream, err: error }, 'a stream cannot be published');
      },
    },
  });
}
