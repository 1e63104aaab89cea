import { KeyedMutex } from '#async';
import { TOPICS } from '#contracts';
import { CommitLog, SqliteEventStore } from '#event-store/adapters/sqlite';
import { DurableTopic, EMBEDDED_TOPICS, EmbeddedLog } from '#messaging/adapters/embedded';
import { openDatabase } from '#sqlite';
import { claim } from './schemas.js';

type LogOptions = Omit<Parameters<typeof EmbeddedLog.over>[1], 'topics'>;

/**
 * The event store and the log in one database: an append publishes by itself, in its transaction. Close the store and
 * the log first, then the database.
 */
export function openEvents(path: string, options: LogOptions) {
  claim(path, 'events.db');
  claim(options.derivedPath, 'derived.db');
  const database = openDatabase(path, { durability: 'full' });
  const publishingMutex = new KeyedMutex();
  const keyEvents = new CommitLog(database, new DurableTopic(database, TOPICS.keyEvents), () => {
    log.wake(TOPICS.keyEvents.name);
  });
  const store = SqliteEventStore.withLog(database, {
    log: keyEvents,
    isBusy: (stream) => publishingMutex.isBusy(stream),
  });
  const log = EmbeddedLog.over(database, {
    ...options,
    topics: EMBEDDED_TOPICS.map((topic) =>
      topic.name === TOPICS.keyEvents.name ? { ...topic, log: keyEvents } : topic,
    ),
  });
  return { database, store, log, publishingMutex };
}
