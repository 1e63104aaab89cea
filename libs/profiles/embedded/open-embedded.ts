import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { TOPICS } from '#contracts';
import { type Publishing } from '#event-store';
import { SqliteSnapshotStore } from '#event-store/adapters/sqlite';
import { LagWatch, watchParkedKeys } from '#messaging';
import { GroupProgress } from '#messaging/adapters/embedded';
import { type BackgroundTasks, type ProcessParts } from '#process';
import { WorkerThread } from '#process/threads';
import { SqliteContactStore } from '#reminders/adapters/sqlite';
import { openBesideWriter } from '#sqlite';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { closing } from './closing.js';
import { type DataFolder } from './data-folder.js';
import { GrownTopics } from './grown-topics.js';
import { openEventsBesideWriter } from './open-events.js';
import { PARKING_GROUPS } from './parked-owners.module.js';
import { prepareDatabases } from './prepare-databases.js';
import { Writer } from './writer.js';
import {
  type DerivedWriterCalls,
  type LogWriterCalls,
  type WriterData,
  type WriterHost,
} from './writing/writer-calls.js';

export interface EmbeddedParts extends ProcessParts {
  readonly folder: DataFolder;
  /** The module of the threads that write. */
  readonly writerEntry: URL;
}

/**
 * Every port's adapter where all is one process: SQLite in `folder`, and a log in the same files. The thread that
 * answers reads them, and has all written by others, so that it waits for no disk. What activity and reminders consume
 * by comes from `openConsumers`; here is what the thread that answers has of them.
 */
export function openEmbedded({ folder, writerEntry, ...parts }: EmbeddedParts) {
  const { logger, metrics } = parts;
  const { eventsDb, derivedDb, activityDb, remindersDb } = folder.databases;
  const letGo = prepareDatabases(folder, { logger });
  const host: WriterHost = {
    published: (end) => {
      events.grownTo(end);
    },
  };
  const writer = { ...parts, entry: writerEntry };
  const { databases } = folder;
  const logWriter = new WorkerThread<WriterData, LogWriterCalls>({
    ...writer,
    name: 'log writer',
    data: { databases, writes: 'log' },
    calls: host,
  });
  const derivedWriter = new WorkerThread<WriterData, DerivedWriterCalls>({
    ...writer,
    name: 'derived writer',
    data: { databases, writes: 'derived' },
  });
  const grown = new GrownTopics();
  const { ask } = new Writer(logWriter.call);
  const { ask: askDerived } = new Writer(derivedWriter.call);
  const events = openEventsBesideWriter(eventsDb, ask, {
    groupsPath: activityDb,
    onRetry: (topic, error, attempt) => {
      logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again');
    },
    onGrown: grown.add,
    lagWatch: new LagWatch({ logger, metrics }),
  });
  const { log, publisher } = events;
  const reminders = openBesideWriter(remindersDb);
  const ofReminders = new GroupProgress(reminders);
  const stores = {
    events: events.store,
    snapshots: SqliteSnapshotStore.reading(derivedDb, (snapshot) => askDerived('saveSnapshot', snapshot)),
    verification: SqliteVerificationStore.reading(derivedDb, (...batch) => askDerived('apply', batch)),
    activity: SqliteActivityStore.reading(activityDb),
    contacts: SqliteContactStore.reading(remindersDb, {
      save: (changes) => ask('saveContacts', changes),
      refuse: (...asked) => ask('refuseContact', asked),
    }),
  };
  letGo();
  const publishing: Publishing = {
    publish: (stream, version) => ask('publish', { stream, version }),
    republish: (stream) => ask('republish', stream),
  };
  const parkedKeys = {
    parkedNow: async (group: string) => [
      ...(await log.parkedKeys.parkedNow(group)),
      ...(await ofReminders.parkedNow(group)),
    ],
  };
  watchParkedKeys(metrics, parkedKeys, PARKING_GROUPS);
  return {
    folder,
    stores,
    parkedKeys,
    publisher,
    subscriber: log.subscriber,
    publishing,
    /** Calls `listener`, a moment later, with the topics that have more records. */
    onGrown: (listener: (topics: readonly string[]) => void) => {
      grown.listen(listener);
    },
    /** Calls `listener` whenever key-events has more records, until the returned function is called. */
    onKeyEvents: (listener: () => void) => grown.listenAtOnce(TOPICS.keyEvents.name, listener),
    howToRebuild: () =>
      'DATA_DIR: derived.db is ahead of events.db, as after restoring an older backup. Delete derived.db (with derived.db-wal and derived.db-shm) and start again: it is rebuilt.',
    tasks: {
      'log writer': logWriter,
      'derived writer': derivedWriter,
      'events database': closing(events.database),
      'event store': stores.events,
      'snapshot store': stores.snapshots,
      'read model': stores.verification,
      'activity store': stores.activity,
      'contact store': stores.contacts,
      'reminders database': closing(reminders),
      log,
    } satisfies BackgroundTasks,
  };
}

export type EmbeddedProfile = ReturnType<typeof openEmbedded>;
