import { join } from 'node:path';
import { TOPICS } from '#contracts';
import { type EventStore, PublishingLoop } from '#event-store';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { type Subscriber } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { publisherReaching, type Reached, storeReaching } from './failpoints.js';
import { StreamHeads } from './stream-heads.js';

export interface SmallSystem {
  readonly store: EventStore;
  readonly loop: PublishingLoop;
  readonly subscriber: Subscriber;
  readonly heads: StreamHeads;
  /** Rejects when the projection died. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/** The standalone profile's path from append to projection on one data folder, composed of its real parts. */
export async function startSmallSystem(folder: string, reached: Reached = () => undefined): Promise<SmallSystem> {
  const [eventsPath, derivedPath] = [join(folder, 'events.db'), join(folder, 'derived.db')];
  const store = storeReaching(SqliteEventStore.open(eventsPath), reached);
  const log = EmbeddedLog.open({ eventsPath, derivedPath });
  const loop = new PublishingLoop({ store, publisher: publisherReaching(log.publisher, reached), saveDelayMs: 5 });
  const heads = StreamHeads.open(derivedPath);
  const { failed } = await log.subscriber.subscribe({
    topic: TOPICS.keyEvents.name,
    mode: 'broadcast',
    after: heads.checkpoint(),
    handle: (records) => {
      heads.apply(records);
      reached('after-project');
      return Promise.resolve();
    },
  });
  loop.start();
  return {
    store,
    loop,
    heads,
    failed,
    subscriber: log.subscriber,
    close: async () => {
      await loop.close();
      await log.close();
      await store.close();
      heads.close();
    },
  };
}
