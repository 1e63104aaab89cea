import { join } from 'node:path';
import { markSchema, schemaOf } from '#sqlite';
import { type Database, databasesIn, DataFault } from './data-files.js';

/**
 * Which schema each database has; it bears the number itself, 0 when no version has numbered it yet. A change that a
 * version from before it must not work on takes the next number: that version then refuses the folder.
 */
export const SCHEMAS: Readonly<Record<Database, number>> = {
  'events.db': 1,
  'derived.db': 1,
  'activity.db': 1,
  'reminders.db': 1,
};

/** What the message names the folder, and what can be done. */
const FOLDERS = {
  data: [
    'DATA_DIR: ',
    'Nothing was changed. Start that version again, or restore a backup that this one made (npm run ops -- restore).',
  ],
  backup: ['', 'Restore it with that version, or use another backup.'],
} as const;

/**
 * Requires that no newer version has opened the databases in the folder at `path`. One that cannot be read passes:
 * whoever needs it says what is wrong with it. Changes nothing.
 * @throws DataFault that names the file, and says what to do.
 */
export function requireKnownSchemas(path: string, kind: keyof typeof FOLDERS = 'data'): void {
  const [prefix, whatToDo] = FOLDERS[kind];
  for (const name of databasesIn(path)) {
    const found = schemaIn(join(path, name));
    if (found > SCHEMAS[name])
      throw new DataFault(
        `${prefix}${join(path, name)} was opened by a newer version of Keyward: it has schema ${String(found)}, this version knows ${String(SCHEMAS[name])}. ${whatToDo}`,
      );
  }
}

/** Writes down, before anything else is written to the database at `path`, which schema it has from now on. */
export function claim(path: string, name: Database): void {
  markSchema(path, SCHEMAS[name]);
}

function schemaIn(file: string): number {
  try {
    return schemaOf(file);
  } catch {
    return 0;
  }
}
