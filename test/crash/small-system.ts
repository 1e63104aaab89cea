import { join } from 'node:path';
import { KeyedMutex } from '#async';
import { TOPICS } from '#contracts';
import { type EventStore, PublishingLoop } from '#event-store';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { type Subscriber } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { openEvents } from '../../libs/profiles/embedded/open-events.js';
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

/**
 * `apart`: an append is published by the loop, as in the distributed profile. `together`: by its own transaction, as in
 * the standalone profile.
 */
export type Composition = 'apart' | 'together';

/** The path from append to projection on one data folder, composed of its real parts. */
export async function startSmallSystem(
  folder: string,
  composition: Composition,
  reached: Reached = () => undefined,
): Promise<SmallSystem> {
  const { log, publishingMutex, ...events } = openFiles(folder, composition);
  const store = storeReaching(events.store, reached);
  const loop = new PublishingLoop({
    store,
    publisher: publisherReaching(log.publisher, reached),
    mutex: publishingMutex,
    saveDelayMs: 5,
  });
  const heads = StreamHeads.open(join(folder, 'derived.db'));
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
      events.close();
      heads.close();
    },
  };
}

/** Close its store and its log first. */
export function openFiles(folder: string, composition: Composition) {
  const eventsPath = join(folder, 'events.db');
  if (composition === 'together') {
    const events = openEvents(eventsPath);
    return {
      ...events,
      close: () => {
        events.database.close();
      },
    };
  }
  return {
    store: SqliteEventStore.open(eventsPath),
    log: EmbeddedLog.open({ eventsPath }),
    publishingMutex: new KeyedMutex(),
    close: () => undefined,
  };
}
