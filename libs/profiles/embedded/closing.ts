import { type SqliteDatabase } from '#sqlite';

export function closing(database: SqliteDatabase): { close(): Promise<void> } {
  return {
    close: () => {
      database.close();
      return Promise.resolve();
    },
  };
}
