import { type SqliteDatabase } from './open-database.js';
import { SQLITE_BUSY } from './when-free.js';

/** Others read or write the file, so that what is in its `-wal` had to stay. */
class WalInUse extends Error {
  override readonly name = 'WalInUse';
  readonly code = 'ERR_SQLITE_ERROR';
  readonly errcode = SQLITE_BUSY;
}

/**
 * Moves everything from the `-wal` file into the database and empties it: what was overwritten is gone from both.
 * @throws an error that says busy, as SQLite does, while others read or write.
 */
export function truncateWal(database: SqliteDatabase): void {
  if (database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] !== 0)
    throw new WalInUse('the -wal file is in use');
}
