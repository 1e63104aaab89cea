import { backup, DatabaseSync } from 'node:sqlite';

/** More pages than any database has. */
const ALL_PAGES = 0x7fff_ffff;

/**
 * Copies the database at `from`, as it is at one instant, into one new file at `to`. Others may read and write it
 * meanwhile: the copy is one read transaction.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
  try {
    await backup(source, to, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    copy.exec('PRAGMA journal_mode = DELETE'); // one file, which is read without another beside it
  } finally {
    copy.close();
  }
}

/**
 * What is wrong with the database at `path`, or null. Reads all of it, about a gigabyte a second.
 * @throws when it cannot be opened as a database at all.
 */
export function faultOfDatabase(path: string): string | null {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    return found === 'ok' ? null : String(found);
  } finally {
    database.close();
  }
}

/** What the database at `path` holds. @throws when it is none, or cannot be read. */
export function tablesOf(path: string): readonly string[] {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.map(({ name }) => String(name));
  } finally {
    database.close();
  }
}
