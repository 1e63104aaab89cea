import { z } from 'zod';
import { type OwnerId } from '#contracts';
import { openBesideWriter, openDatabase, promised, type SqliteDatabase, whenFree } from '#sqlite';
import { type Snapshot, type SnapshotStore } from '../../snapshot-store.js';

/** Other tables may share the file. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS snapshots (
    stream TEXT PRIMARY KEY,
    format TEXT NOT NULL,
    content TEXT NOT NULL
  ) STRICT;`;

const snapshotRow = z.object({ content: z.string() });

export class SqliteSnapshotStore implements SnapshotStore {
  private readonly found;
  private readonly replace;

  private constructor(
    private readonly database: SqliteDatabase,
    private readonly saveElsewhere?: SnapshotStore['save'],
  ) {
    this.found = database.prepare('SELECT content FROM snapshots WHERE stream = ? AND format = ?');
    this.replace = database.prepare('INSERT OR REPLACE INTO snapshots (stream, format, content) VALUES (?, ?, ?)');
  }

  /** In the file at `path`; `:memory:` for one that ends with `close()`. A power cut may take the last snapshots. */
  static open(path: string): SqliteSnapshotStore {
    const database = openDatabase(path, { durability: 'normal' });
    database.exec(SCHEMA);
    return new SqliteSnapshotStore(database);
  }

  /** Reads the file at `path`, which another thread has open; `save` has it written there. */
  static reading(path: string, save: SnapshotStore['save']): SqliteSnapshotStore {
    return new SqliteSnapshotStore(openBesideWriter(path), save);
  }

  find(stream: OwnerId, format: string): Promise<string | undefined> {
    return promised(() => {
      const row = this.found.get(stream, format);
      return row === undefined ? undefined : snapshotRow.parse(row).content;
    });
  }

  save(snapshot: Snapshot): Promise<void> {
    if (this.saveElsewhere !== undefined) return this.saveElsewhere(snapshot);
    const { stream, format, content } = snapshot;
    return whenFree(() => {
      this.replace.run(stream, format, content);
    });
  }

  close(): Promise<void> {
    return promised(() => {
      if (this.database.isOpen) this.database.close();
    });
  }
}
