export { openDatabase, type DatabaseOptions, type SqliteDatabase } from './open-database.js';
export { transaction } from './transaction.js';
