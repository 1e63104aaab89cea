import { z } from 'zod';
import { type OwnerContact, type OwnerId } from '#contracts';
import { openDatabase, promised, transaction, type SqliteDatabase } from '#sqlite';
import { type ContactChange, type ContactStore } from '../../ports/contact-store.js';

/** An erased owner keeps a row without an address, so that an older record cannot bring it back. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS contacts (
    owner_id TEXT PRIMARY KEY, email TEXT, name TEXT, partition INTEGER NOT NULL, offset INTEGER NOT NULL
  ) STRICT;`;
const SAVE = `
  INSERT INTO contacts VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET email = excluded.email, name = excluded.name, partition = excluded.partition, offset = excluded.offset
  WHERE partition <> excluded.partition OR offset < excluded.offset`;

const contactRow = z.object({ owner_id: z.string(), email: z.string(), name: z.string().nullable() });

export class SqliteContactStore implements ContactStore {
  private readonly select;
  private readonly upsert;

  private constructor(private readonly database: SqliteDatabase) {
    this.select = database.prepare('SELECT owner_id, email, name FROM contacts WHERE owner_id = ? AND email IS NOT NULL');
    this.upsert = database.prepare(SAVE);
  }

  /** Opens or creates the store in the file at `path`; `:memory:` for one that ends with `close()`. */
  static open(path: string): SqliteContactStore {
    const database = openDatabase(path, { durability: 'full' });
    database.exec(`PRAGMA secure_delete = ON; ${SCHEMA}`); // what is replaced is overwritten
    return new SqliteContactStore(database);
  }

  find(ownerId: OwnerId): Promise<OwnerContact | undefined> {
    return promised(() => {
      const row = this.select.get(ownerId);
      if (row === undefined) return undefined;
      const { email, name } = contactRow.parse(row);
      return { ownerId, email, name };
    });
  }

  save(changes: readonly ContactChange[]): Promise<void> {
    return promised(() => {
      transaction(this.database, () => {
        for (const { ownerId, contact, position: { partition, offset } } of changes) {
          this.upsert.run(ownerId, contact?.email ?? null, contact?.name ?? null, partition, offset);
        }
      });
      if (changes.some(({ contact }) => contact === null)) this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    });
  }

  close(): Promise<void> {
    return promised(() => {
      if (this.database.isOpen) this.database.close();
    });
  }
}
