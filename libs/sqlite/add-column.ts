import { type SqliteDatabase } from './open-database.js';

/** Gives a table that an older version made the column that `definition` begins with; does nothing where it has it. */
export function addColumn(database: SqliteDatabase, table: string, definition: `${string} ${string}`): void {
  const [name] = definition.split(' ');
  const isThere =
    database.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, name ?? '') !== undefined;
  if (!isThere) database.exec(`ALTER TABLE ${table} ADD COLUMN ${definition}`);
}
