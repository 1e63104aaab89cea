import { type SqliteDatabase } from './open-database.js';

/**
 * Runs `work` (synchronous, so nothing else gets in between) in one immediate transaction; what it throws rolls
 * everything back.
 */
export function transaction<T>(database: SqliteDatabase, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
