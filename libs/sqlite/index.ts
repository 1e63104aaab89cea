export { openDatabase, type SqliteDatabase } from './open-database.js';
export { transaction } from './transaction.js';
export { FolderInUse, lockFolder } from './folder-lock.js';
