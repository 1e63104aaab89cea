import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { SqliteSnapshotStore } from '#event-store/adapters/sqlite';
import { LagWatch, watchParkedKeys } from '#messaging';
import { GroupProgress } from '#messaging/adapters/embedded';
import { type BackgroundTasks, type ProcessParts } from '#process';
import { SqliteContactStore } from '#reminders/adapters/sqlite';
import { openDatabase, type SqliteDatabase } from '#sqlite';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { carryGroups } from './carry-groups.js';
import { checkDatabases } from './check-databases.js';
import { type DataFolder } from './data-folder.js';
import { GrownTopics } from './grown-topics.js';
import { openEvents } from './open-events.js';
import { PARKING_GROUPS } from './parked-owners.module.js';
import { requireLogOf } from './require-log.js';
import { claim } from './schemas.js';

export interface EmbeddedParts extends Pick<ProcessParts, 'logger' | 'metrics'> {
  readonly folder: DataFolder;
}

/**
 * Every port's adapter where all is one process: SQLite in `folder`, and a log in the same files. What activity and
 * reminders consume by comes from `openConsumers`; here is what the thread that answers has of them.
 */
export function openEmbedded({ folder, logger, metrics }: EmbeddedParts) {
  const { eventsDb, derivedDb, activityDb, remindersDb } = folder.databases;
  checkDatabases(folder.path, { logger });
  carryGroups(folder.databases);
  claim(eventsDb, 'events.db'); // first: without it the others are refused
  claim(derivedDb, 'derived.db');
  claim(activityDb, 'activity.db');
  claim(remindersDb, 'reminders.db');
  const grown = new GrownTopics();
  const events = openEvents(eventsDb, {
    groupsPath: activityDb, // what activity has not counted yet is kept
    onRetry: (topic, error, attempt) => {
      logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again');
    },
    onGrown: grown.add,
    lagWatch: new LagWatch({ logger, metrics }),
  });
  const { log, publishingMutex } = events;
  const reminders = openDatabase(remindersDb, { durability: 'normal' });
  const ofReminders = new GroupProgress(reminders);
  requireLogOf('activity.db', activityDb, eventsDb);
  requireLogOf('reminders.db', remindersDb, eventsDb);
  const stores = {
    events: events.store,
    snapshots: SqliteSnapshotStore.open(derivedDb),
    verification: SqliteVerificationStore.open(derivedDb),
    activity: SqliteActivityStore.open(activityDb),
    contacts: SqliteContactStore.open(remindersDb),
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
    publisher: log.publisher,
    subscriber: log.subscriber,
    publishingMutex,
    /** Calls `listener`, a moment later, with the topics that have more records. */
    onGrown: (listener: (topics: readonly string[]) => void) => {
      grown.listen(listener);
    },
    howToRebuild: () =>
      'DATA_DIR: derived.db is ahead of events.db, as after restoring an older backup. Delete derived.db (with derived.db-wal and derived.db-shm) and start again: it is rebuilt.',
    tasks: {
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

function closing(database: SqliteDatabase) {
  return {
    close: () => {
      database.close();
      return Promise.resolve();
    },
  };
}

export type EmbeddedProfile = ReturnType<typeof openEmbedded>;
