import { DatabaseSync } from 'node:sqlite';

export type SqliteDatabase = DatabaseSync;

export interface DatabaseOptions {
  /**
   * `full`: a committed transaction survives a power cut. `normal`: it survives a killed process; a power cut may take
   * the last ones, whole and in order.
   */
  readonly durability: 'full' | 'normal';
}

/** Opens (or creates) the database at `path` in WAL mode; `:memory:` for one that lives as long as its connection. */
export function openDatabase(path: string, { durability }: DatabaseOptions): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: 5000 });
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durability.toUpperCase()};`);
  return database;
}
