import { backup, DatabaseSync } from 'node:sqlite';
import { openDatabase, openToRead, type SqliteDatabase } from './open-database.js';

/** More pages than any database has. */
const ALL_PAGES = 0x7fff_ffff;

/** A database as it is at the instant of `open`. Others may read and write it meanwhile. */
export class DatabaseSnapshot {
  private constructor(private readonly source: SqliteDatabase) {}

  /** @throws when the database at `path` cannot be opened or read. */
  static open(path: string): DatabaseSnapshot {
    const source = openToRead(path);
    try {
      source.exec('BEGIN; SELECT count(*) FROM sqlite_schema'); // the first read takes the snapshot
    } catch (error) {
      source.close();
      throw error;
    }
    return new DatabaseSnapshot(source);
  }

  /** Into one new file at `to`. */
  async copyTo(to: string): Promise<void> {
    await backup(this.source, to, { rate: ALL_PAGES });
    const copy = new DatabaseSync(to);
    try {
      copy.exec('PRAGMA journal_mode = DELETE'); // one file, which is read without another beside it
    } finally {
      copy.close();
    }
  }

  close(): void {
    this.source.close();
  }
}

/**
 * What is wrong with the database at `path`, or null. Reads all of it, about a gigabyte a second.
 * @throws when it cannot be opened as a database at all.
 */
export function faultOfDatabase(path: string): string | null {
  const database = openToRead(path);
  try {
    const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    return found === 'ok' ? null : String(found);
  } finally {
    database.close();
  }
}

/**
 * The number that the database at `path` bears (`PRAGMA user_version`); 0 when it bears none.
 * @throws when it is no database, or cannot be read.
 */
export function schemaOf(path: string): number {
  const database = openToRead(path);
  try {
    return numberOn(database);
  } finally {
    database.close();
  }
}

/** Gives the database at `path`, which is made if it is missing, the number `schema`, unless it bears a higher one. */
export function markSchema(path: string, schema: number): void {
  const database = openDatabase(path, { durability: 'full' });
  try {
    if (numberOn(database) < schema) database.exec(`PRAGMA user_version = ${String(schema)}`);
  } finally {
    database.close();
  }
}

function numberOn(database: SqliteDatabase): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** What the database at `path` holds. @throws when it is none, or cannot be read. */
export function tablesOf(path: string): readonly string[] {
  const database = openToRead(path);
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.map(({ name }) => String(name));
  } finally {
    database.close();
  }
}
