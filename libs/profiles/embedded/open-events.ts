import { KeyedMutex } from '#async';
import { TOPICS } from '#contracts';
import {
  CommitLog,
  type EventWrites,
  SqliteEventStore,
  SqliteEventWrites,
  StreamHeads,
} from '#event-store/adapters/sqlite';
import { type Publisher } from '#messaging';
import {
  DurableTopic,
  EMBEDDED_TOPICS,
  EmbeddedLog,
  type EmbeddedTopic,
  embeddedTopic,
} from '#messaging/adapters/embedded';
import { type CallThread } from '#process/threads';
import { openBesideWriter, openDatabase, openToRead } from '#sqlite';
import { claim } from './schemas.js';
import { type LogWriterCalls } from './writing/writer-calls.js';

type LogOptions = Omit<Parameters<typeof EmbeddedLog.over>[1], 'topics'>;

/**
 * The event store and the log in one database: an append publishes by itself, in its transaction. Close the store and
 * the log first, then the database.
 */
export function openEvents(
  path: string,
  { isReadHere = true, ...options }: LogOptions & { readonly isReadHere?: boolean } = {},
) {
  claim(path, 'events.db');
  const database = openDatabase(path, { durability: 'full' });
  const publishingMutex = new KeyedMutex();
  const keyEvents = CommitLog.open(
    database,
    new DurableTopic(database, TOPICS.keyEvents),
    () => {
      log.wake(TOPICS.keyEvents.name);
    },
    isReadHere,
  );
  const writes = new SqliteEventWrites(database, {
    log: keyEvents,
    isBusy: (stream) => publishingMutex.isBusy(stream),
  });
  const store = SqliteEventStore.withLog(database, writes);
  const log = EmbeddedLog.over(database, { ...options, topics: topicsWith(keyEvents) });
  return { database, store, writes, log, publishingMutex };
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

/**
 * The event store and the log as the thread has them that only reads `path`, and has all written by another: `ask`.
 * What it has had written it does not read again. Topics that are volatile are its own.
 */
export function openEventsBesideWriter(path: string, ask: CallThread<LogWriterCalls>, options: LogOptions) {
  const database = openBesideWriter(path);
  const keyEvents = CommitLog.toFollow(database, new DurableTopic(database, TOPICS.keyEvents));
  const log = EmbeddedLog.over(database, { ...options, readsGroups: true, topics: topicsWith(keyEvents) });
  const writes: EventWrites = {
    append: async ({ events, ...asked }) => {
      const { stream, expectedVersion, envelopes, appendedAt, commandId, fingerprint } = asked;
      const position = await ask('append', asked);
      if (position !== null) {
        keyEvents.published(position, envelopes, events, appendedAt);
        log.wake(TOPICS.keyEvents.name);
      }
      const [firstVersion, lastVersion] = [expectedVersion + 1, expectedVersion + envelopes.length];
      return { stream, firstVersion, lastVersion, events, commandId, fingerprint, position };
    },
    savePositions: (published) => ask('savePositions', published),
    addPast: (commits) => ask('addPast', commits),
    flush: () => undefined,
  };
  const publisher: Publisher = {
    send: async (topic, records) => {
      if (embeddedTopic(EMBEDDED_TOPICS, topic).volatile === true) return log.publisher.send(topic, records);
      const positions = await ask('send', { topic, records });
      if (topic === TOPICS.keyEvents.name) keyEvents.grownTo((positions.at(-1)?.offset ?? -1) + 1);
      log.wake(topic);
      return positions;
    },
    close: () => log.publisher.close(),
  };
  return {
    database,
    store: SqliteEventStore.withLog(database, writes, new StreamHeads()),
    log,
    publisher,
    /** key-events holds all before offset `end`. */
    grownTo: (end: number) => {
      keyEvents.grownTo(end);
      log.wake(TOPICS.keyEvents.name);
    },
  };
}

function topicsWith(keyEvents: CommitLog): readonly EmbeddedTopic[] {
  return EMBEDDED_TOPICS.map((topic) => (topic.name === TOPICS.keyEvents.name ? { ...topic, log: keyEvents } : topic));
}
