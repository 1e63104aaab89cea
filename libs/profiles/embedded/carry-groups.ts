import { GroupProgress } from '#messaging/adapters/embedded';
import { openDatabase, tablesOf, transaction } from '#sqlite';
import { isPresent } from './check-databases.js';
import { type DatabasePaths } from './data-folder.js';

const TABLES = ['group_offset', 'parked_key'] as const;

/**
 * Earlier versions kept in `derived.db` how far the groups are that write `activity.db` and `reminders.db`. Moves it to
 * the database that it is about, unless that is new: then its groups start at the beginning.
 */
export function carryGroups({ derivedDb, activityDb, remindersDb }: DatabasePaths): void {
  if (!isPresent(derivedDb) || !TABLES.every((table) => tablesOf(derivedDb).includes(table))) return;
  if (isPresent(activityDb)) copyGroups(derivedDb, activityDb, 'activity-%');
  if (isPresent(remindersDb)) copyGroups(derivedDb, remindersDb, 'notifier-%');
  const derived = openDatabase(derivedDb, { durability: 'full' });
  derived.exec(TABLES.map((table) => `DROP TABLE ${table};`).join(' '));
  derived.close();
}

function copyGroups(from: string, to: string, groups: string): void {
  const database = openDatabase(to, { durability: 'full' });
  try {
    new GroupProgress(database); // makes the tables
    database.prepare('ATTACH ? AS earlier').run(from);
    transaction(database, () => {
      for (const table of TABLES)
        database
          .prepare(`INSERT OR REPLACE INTO main.${table} SELECT * FROM earlier.${table} WHERE consumer_group LIKE ?`)
          .run(groups);
    });
  } finally {
    database.close();
  }
}
