import { SqliteActivityStore } from '#activity/adapters/sqlite';
import { SqliteSnapshotStore } from '#event-store/adapters/sqlite';
import { GroupProgress } from '#messaging/adapters/embedded';
import { type ProcessParts } from '#process';
import { SqliteContactStore } from '#reminders/adapters/sqlite';
import { openDatabase } from '#sqlite';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { carryGroups } from './carry-groups.js';
import { checkDatabases } from './check-databases.js';
import { type DataFolder } from './data-folder.js';
import { openEvents } from './open-events.js';
import { requireLogOf } from './require-log.js';
import { claim } from './schemas.js';

/**
 * Makes the databases in `folder` what this version works with, before any of them is used.
 * @returns lets go of them again, once others have them open: so nothing that they hold has to be moved for it.
 * @throws DataFault
 */
export function prepareDatabases(
  { path, databases }: DataFolder,
  { logger }: Pick<ProcessParts, 'logger'>,
): () => void {
  const { eventsDb, derivedDb, activityDb, remindersDb } = databases;
  checkDatabases(path, { logger });
  carryGroups(databases);
  claim(eventsDb, 'events.db'); // first: without it the others are refused
  claim(derivedDb, 'derived.db');
  claim(activityDb, 'activity.db');
  claim(remindersDb, 'reminders.db');
  const events = openEvents(eventsDb, { groupsPath: activityDb });
  const reminders = openDatabase(remindersDb, { durability: 'normal' });
  new GroupProgress(reminders); // makes the tables
  requireLogOf('activity.db', activityDb, eventsDb);
  requireLogOf('reminders.db', remindersDb, eventsDb);
  const stores = [
    SqliteSnapshotStore.open(derivedDb),
    SqliteVerificationStore.open(derivedDb),
    SqliteActivityStore.open(activityDb),
    SqliteContactStore.open(remindersDb),
    events.log,
  ];
  return () => {
    void Promise.all(stores.map((store) => store.close())).then(() => {
      events.database.close();
      reminders.close();
    });
  };
}
