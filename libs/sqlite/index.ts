export { addColumn } from './add-column.js';
export { DatabaseSnapshot, faultOfDatabase, markSchema, schemaOf, tablesOf } from './database-file.js';
export { GroupCommit } from './group-commit.js';
export { openBesideWriter, openDatabase, openToRead, type SqliteDatabase } from './open-database.js';
export { promised } from './promised.js';
export { truncateWal } from './truncate-wal.js';
export { SQLITE_BUSY, whenFree } from './when-free.js';
export { transaction } from './transaction.js';
export { FolderInUse, lockFolder } from './folder-lock.js';
