import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { SqliteSnapshotStore } from '#event-store/adapters/sqlite';
import { deadLetterLine, LagWatch, watchParkedKeys } from '#messaging';
import { type BackgroundTasks, type ProcessParts } from '#process';
import { SqliteContactStore, SqliteReminderStore } from '#reminders/adapters/sqlite';
import { type SqliteDatabase } from '#sqlite';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { checkDatabases } from './check-databases.js';
import { type DataFolder } from './data-folder.js';
import { openEvents } from './open-events.js';
import { PARKING_GROUPS, WHEN_PARKED } from './parked-owners.module.js';
import { claim } from './schemas.js';

/** Activity and reminders are that much later; what they store of a busy moment is one transaction. */
const GROUP_LINGER_MS = 100;

export interface EmbeddedParts extends Pick<ProcessParts, 'logger' | 'metrics'> {
  readonly folder: DataFolder;
}

/** Every port's adapter where all is one process: SQLite in `folder`, and a log in the same files. */
export function openEmbedded({ folder, logger, metrics }: EmbeddedParts) {
  checkDatabases(folder.path, { logger });
  const events = openEvents(folder.eventsDb, {
    derivedPath: folder.derivedDb,
    groupLingerMs: GROUP_LINGER_MS,
    onRetry: (topic, error, attempt) => {
      logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again');
    },
    onDeadLetter: deadLetterLine(logger, WHEN_PARKED),
    lagWatch: new LagWatch({ logger, metrics }),
  });
  const { log, publishingMutex } = events;
  claim(folder.activityDb, 'activity.db');
  claim(folder.remindersDb, 'reminders.db');
  const stores = {
    events: events.store,
    snapshots: SqliteSnapshotStore.open(folder.derivedDb),
    verification: SqliteVerificationStore.open(folder.derivedDb),
    activity: SqliteActivityStore.open(folder.activityDb),
    reminders: SqliteReminderStore.open(folder.remindersDb, { soleProcess: true }),
    contacts: SqliteContactStore.open(folder.remindersDb),
  };
  watchParkedKeys(metrics, log.parkedKeys, PARKING_GROUPS);
  return {
    folder,
    stores,
    log,
    publisher: log.publisher,
    subscriber: log.subscriber,
    publishingMutex,
    howToRebuild: () =>
      'DATA_DIR: derived.db is ahead of events.db, as after restoring an older backup. Delete derived.db (with derived.db-wal and derived.db-shm) and start again: it is rebuilt.',
    /** The reminders' stores are closed by their feature. */
    tasks: {
      'events database': closing(events.database),
      'event store': stores.events,
      'snapshot store': stores.snapshots,
      'read model': stores.verification,
      'activity store': stores.activity,
      log,
    } satisfies BackgroundTasks,
  };
}

function closing(database: SqliteDatabase) {
  return {
    close: () => {
      database.close();
      return Promise.resolve();
    },
  };
}

export type EmbeddedProfile = ReturnType<typeof openEmbedded>;
