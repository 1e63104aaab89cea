import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { deadLetterLine, LagWatch, watchParkedKeys } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { type BackgroundTasks, type ProcessParts } from '#process';
import { SqliteContactStore, SqliteReminderStore } from '#reminders/adapters/sqlite';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { type DataFolder } from './data-folder.js';
import { PARKING_GROUPS, WHEN_PARKED } from './parked-owners.module.js';

export interface EmbeddedParts extends Pick<ProcessParts, 'logger' | 'metrics'> {
  readonly folder: DataFolder;
}

/** Every port's adapter where all is one process: SQLite in `folder`, and a log in the same files. */
export function openEmbedded({ folder, logger, metrics }: EmbeddedParts) {
  const stores = {
    events: SqliteEventStore.open(folder.eventsDb),
    verification: SqliteVerificationStore.open(folder.derivedDb),
    activity: SqliteActivityStore.open(folder.activityDb),
    reminders: SqliteReminderStore.open(folder.remindersDb, { soleProcess: true }),
    contacts: SqliteContactStore.open(folder.remindersDb),
  };
  const log = EmbeddedLog.open({
    eventsPath: folder.eventsDb,
    derivedPath: folder.derivedDb,
    onRetry: (topic, error, attempt) => {
      logger.warn({ topic, err: error, attempt }, 'records could not be handled; trying again');
    },
    onDeadLetter: deadLetterLine(logger, WHEN_PARKED),
    lagWatch: new LagWatch({ logger, metrics }),
  });
  watchParkedKeys(metrics, log.parkedKeys, PARKING_GROUPS);
  return {
    folder,
    stores,
    log,
    publisher: log.publisher,
    subscriber: log.subscriber,
    howToRebuild: () =>
      'DATA_DIR: derived.db is ahead of events.db, as after restoring an older backup. Delete derived.db (with derived.db-wal and derived.db-shm) and start again: it is rebuilt.',
    /** The reminders' stores are closed by their feature. */
    tasks: {
      'event store': stores.events,
      'read model': stores.verification,
      'activity store': stores.activity,
      log,
    } satisfies BackgroundTasks,
  };
}

export type EmbeddedProfile = ReturnType<typeof openEmbedded>;
