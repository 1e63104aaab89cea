import { KeyedMutex } from '#async';
import { TOPICS } from '#contracts';
import { CommitLog, SqliteEventStore } from '#event-store/adapters/sqlite';
import { DurableTopic, EMBEDDED_TOPICS, EmbeddedLog, type EmbeddedTopic } from '#messaging/adapters/embedded';
import { openDatabase, openToRead } from '#sqlite';
import { claim } from './schemas.js';

type LogOptions = Omit<Parameters<typeof EmbeddedLog.over>[1], 'topics'>;

/**
 * The event store and the log in one database: an append publishes by itself, in its transaction. Close the store and
 * the log first, then the database.
 */
export function openEvents(path: string, options: LogOptions = {}) {
  claim(path, 'events.db');
  const database = openDatabase(path, { durability: 'full' });
  const publishingMutex = new KeyedMutex();
  const keyEvents = CommitLog.open(database, new DurableTopic(database, TOPICS.keyEvents), () => {
    log.wake(TOPICS.keyEvents.name);
  });
  const store = SqliteEventStore.withLog(database, {
    log: keyEvents,
    isBusy: (stream) => publishingMutex.isBusy(stream),
  });
  const log = EmbeddedLog.over(database, { ...options, topics: topicsWith(keyEvents) });
  return { database, store, log, publishingMutex };
}

/**
 * The log as a reader has it who writes to other databases only, as in another thread; `openEvents` has opened it
 * before. Closes its database with it.
 */
export function openEventsToRead(path: string, options: LogOptions & Required<Pick<LogOptions, 'deadLetters'>>) {
  const database = openToRead(path);
  const keyEvents = CommitLog.toRead(database, new DurableTopic(database, TOPICS.keyEvents));
  return EmbeddedLog.over(database, { ...options, topics: topicsWith(keyEvents) }, () => {
    database.close();
  });
}

function topicsWith(keyEvents: CommitLog): readonly EmbeddedTopic[] {
  return EMBEDDED_TOPICS.map((topic) => (topic.name === TOPICS.keyEvents.name ? { ...topic, log: keyEvents } : topic));
}
