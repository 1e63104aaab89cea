import { DatabaseSync } from 'node:sqlite';

export type SqliteDatabase = DatabaseSync;

export interface DatabaseOptions {
  /**
   * `full`: a committed transaction survives a power cut. `normal`: it survives a killed process; a power cut may take
   * the last ones, whole and in order.
   */
  readonly durability: 'full' | 'normal';
}

/** Of a large file, so much is kept in memory at most: rows come in no order, and each page would be read again. */
const CACHE_KIB = 32_768;

/** So long a process that starts waits for another program that holds a file. */
const OPENING_MS = 5000;

/**
 * Opens (or creates) the database at `path` in WAL mode; `:memory:` for one that lives as long as its connection.
 * While it is opened and made ready, within this turn of the event loop, calls wait for others that hold the file. From
 * then on none does, so that no call stops what else this process does: writes go through `whenFree` or `GroupCommit`.
 */
export function openDatabase(path: string, { durability }: DatabaseOptions): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: OPENING_MS });
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durability.toUpperCase()}; PRAGMA cache_size = -${String(CACHE_KIB)}`,
  );
  setImmediate(() => {
    if (database.isOpen) database.exec('PRAGMA busy_timeout = 0');
  });
  return database;
}

/**
 * Opens the database at `path` to read it, whichever version of Keyward has it open: nothing in it is changed.
 * @throws when there is none, or it cannot be opened.
 */
export function openToRead(path: string): SqliteDatabase {
  return new DatabaseSync(path, { readOnly: true, timeout: OPENING_MS });
}

/** The same for what another thread of this process has open to write it: no call waits for anybody. */
export function openBesideWriter(path: string): SqliteDatabase {
  return new DatabaseSync(path, { readOnly: true, timeout: 0 });
}
