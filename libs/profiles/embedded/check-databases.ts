import { lstatSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { faultOfDatabase, tablesOf } from '#sqlite';
import { type ProcessParts } from '#process';
import { type Database, DATABASES, DataFault, filesOf, reasonOf } from './data-files.js';
import { requireKnownSchemas } from './schemas.js';

/** One of these tables is in the file since it was made. */
const SIGNS: Readonly<Record<Database, RegExp>> = {
  'events.db': /^(commits|log_topic)$/,
  'derived.db': /^(verification_credentials|group_offset)$/,
  'activity.db': /^(activity_.*|group_offset)$/,
  'reminders.db': /^(reminders|contacts|group_offset)$/,
};
export const LOST_WITH: Readonly<Record<'activity.db' | 'reminders.db', string>> = {
  'activity.db': 'the counts of use',
  'reminders.db': 'which reminders were sent already, so some may come twice',
};
/** A quarter of a second of reading, a few seconds from a slow disk. */
const READ_THROUGH_BYTES = 256 * 2 ** 20;

/**
 * Requires that the databases in the folder at `path` are whole, Keyward's own and of no newer version, before anything
 * is written to them.
 * Derived data that is not is moved aside, to be rebuilt; the others stay as they are.
 * @throws DataFault that names the file, what is wrong with it and what to do.
 */
export function checkDatabases(path: string, { logger }: Pick<ProcessParts, 'logger'>): void {
  const present = DATABASES.filter((name) => isPresent(join(path, name)));
  if (!present.includes('events.db') && present.length > 0)
    throw new DataFault(
      `DATA_DIR: ${join(path, 'events.db')} is missing or empty, though ${present.join(', ')} ${present.length === 1 ? 'is' : 'are'} there. It holds all keys: put it back, or restore a backup (npm run ops -- restore). To begin without any key, choose another DATA_DIR.`,
    );
  requireKnownSchemas(path);
  for (const name of present.filter((each) => each !== 'derived.db')) {
    const fault = faultOf(path, name, logger);
    if (fault !== null) throw new DataFault(`DATA_DIR: ${join(path, name)} ${fault}. ${whatToDo(path, name)}`);
  }
  if (!present.includes('derived.db')) return;
  for (const name of ['activity.db', 'reminders.db'] as const)
    if (!present.includes(name))
      logger.warn(`${name} is missing: it is made anew from the log; lost: ${LOST_WITH[name]}`);
  const fault = faultOf(path, 'derived.db', logger);
  if (fault === null) return;
  const aside = moveAside(path, 'derived.db');
  logger.warn({ aside }, `derived.db ${fault}: it is moved aside and rebuilt from events.db`);
}

/** SQLite makes a database of an empty file, as of none. */
export function isPresent(file: string): boolean {
  const link = lstatSync(file, { throwIfNoEntry: false });
  if (link === undefined || !link.isFile()) return link !== undefined;
  return link.size > 0;
}

function faultOf(path: string, name: Database, logger: ProcessParts['logger']): string | null {
  const file = join(path, name);
  try {
    const tables = tablesOf(file);
    if (tables.length > 0 && !tables.some((table) => SIGNS[name].test(table))) return 'is a database of something else';
    const bytes = statSync(file).size;
    if (bytes > READ_THROUGH_BYTES) {
      logger.info({ file: name, bytes }, 'too large to be read through at each start; a backup reads it through');
      return null;
    }
    const fault = faultOfDatabase(file);
    return fault === null ? null : `is damaged (${fault})`;
  } catch (error) {
    return `cannot be read as a database (${reasonOf(error)})`;
  }
}

function whatToDo(path: string, name: Exclude<Database, 'derived.db'>): string {
  const restore = 'Restore a backup (npm run ops -- restore)';
  if (name === 'events.db')
    return `It holds all keys, so nothing was changed. ${restore}; what else can be tried: docs/operations.md, “A damaged data folder”.`;
  return `Nothing was changed. ${restore}, or move ${name} out of ${path} (with ${name}-wal and ${name}-shm): the next start makes it anew from the log. Lost with it: ${LOST_WITH[name]}.`;
}

/** @returns the name that it has now. */
function moveAside(path: string, name: Database): string {
  const aside = `${name}.aside-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  for (const file of filesOf(name)) {
    if (lstatSync(join(path, file), { throwIfNoEntry: false }) !== undefined)
      renameSync(join(path, file), join(path, file.replace(name, aside)));
  }
  return aside;
}
