import { openToRead } from '#sqlite';
import { LOST_WITH } from './check-databases.js';
import { DataFault } from './data-files.js';

/**
 * Requires that the log in the database `events` holds all that the groups of the database `name` at `path` have
 * handled.
 * @throws DataFault when it is older.
 */
export function requireLogOf(name: keyof typeof LOST_WITH, path: string, events: string): void {
  const database = openToRead(path);
  try {
    database.prepare('ATTACH ? AS events').run(events);
    const ahead = database
      .prepare(
        'SELECT topic FROM group_offset JOIN events.log_topic ON name = topic WHERE group_offset.next_offset > log_topic.next_offset',
      )
      .get();
    if (ahead !== undefined)
      throw new DataFault(
        `DATA_DIR: ${path} is ahead of events.db, as after an older events.db was put in. Restore all files of one backup (npm run ops -- restore), or move ${name} out of the folder (with ${name}-wal and ${name}-shm): the next start makes it anew from the log. Lost with it: ${LOST_WITH[name]}.`,
      );
  } finally {
    database.close();
  }
}
