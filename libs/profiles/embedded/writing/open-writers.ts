import { createPublishingLoop } from '#event-store/publishing';
import { SqliteSnapshotStore } from '#event-store/adapters/sqlite';
import { type Publisher } from '#messaging';
import { type ProcessParts } from '#process';
import { type ThreadWork } from '#process/threads';
import { SqliteContactStore } from '#reminders/adapters/sqlite';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { closing } from '../closing.js';
import { type DatabasePaths } from '../data-folder.js';
import { openEvents } from '../open-events.js';
import { type DerivedWriterCalls, type LogWriterCalls, type WriterHost } from './writer-calls.js';

export interface LogWriterParts extends Pick<ProcessParts, 'logger' | 'metrics'> {
  /** `openEmbedded` has opened them before, and holds them open. */
  readonly databases: DatabasePaths;
  readonly onPublished: WriterHost['published'];
}

/**
 * What waits for the disk at every write. An append and the publishing loop are here together, so that which of them
 * publishes a commit is decided in one turn of the event loop.
 */
export function openLogWriter({ databases, onPublished, ...parts }: LogWriterParts) {
  const { eventsDb, activityDb, remindersDb } = databases;
  const { database, store, writes, log, publishingMutex } = openEvents(eventsDb, {
    groupsPath: activityDb, // what activity has not counted yet is kept
    isReadHere: false,
  });
  const contacts = SqliteContactStore.open(remindersDb);
  const publisher: Publisher = {
    send: async (topic, records) => {
      const positions = await log.publisher.send(topic, records);
      onPublished((positions.at(-1)?.offset ?? -1) + 1);
      return positions;
    },
    close: () => log.publisher.close(),
  };
  const publishing = createPublishingLoop({ ...parts, store, publisher, publishingMutex });
  const calls: LogWriterCalls = {
    append: async (asked) => {
      const verdict = await writes.append({ ...asked, events: [] });
      if (verdict instanceof Error) throw verdict;
      return verdict.position;
    },
    savePositions: (published) => store.savePositions(published),
    addPast: (commits) => store.addPast(commits),
    publish: ({ stream, version }) => publishing.publish(stream, version),
    republish: (stream) => publishing.republish(stream),
    send: ({ topic, records }) => log.publisher.send(topic, records),
    saveContacts: (changes) => contacts.save(changes),
    refuseContact: (asked) => contacts.refuse(...asked),
  };
  return {
    tasks: {
      'events database': closing(database),
      'event store': store,
      'contact store': contacts,
      log,
      publishing,
    },
    calls,
  } satisfies ThreadWork;
}

/** What waits for the disk only now and then. No write of the others comes before one of these. */
export function openDerivedWriter({ derivedDb }: DatabasePaths) {
  const snapshots = SqliteSnapshotStore.open(derivedDb);
  const verification = SqliteVerificationStore.open(derivedDb);
  const calls: DerivedWriterCalls = {
    saveSnapshot: (snapshot) => snapshots.save(snapshot),
    apply: (batch) => verification.apply(...batch),
  };
  return { tasks: { 'snapshot store': snapshots, 'read model': verification }, calls } satisfies ThreadWork;
}
