import { z } from 'zod';
import { type OwnerId } from '#contracts';
import {
  addColumn,
  openBesideWriter,
  openDatabase,
  promised,
  type SqliteDatabase,
  transaction,
  truncateWal,
  whenFree,
} from '#sqlite';
import { type ContactChange, type ContactStore, type KnownContact } from '../../ports/contact-store.js';

/** An erased owner keeps a row without an address, so that an older record cannot bring it back. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS contacts (
    owner_id TEXT PRIMARY KEY, email TEXT, name TEXT, partition INTEGER NOT NULL, offset INTEGER NOT NULL,
    refused INTEGER NOT NULL DEFAULT 0, token_issued_at REAL
  ) STRICT;`;
const IS_OLD = 'excluded.email IS NOT NULL AND excluded.token_issued_at < token_issued_at';
const SAVE = `
  INSERT INTO contacts (owner_id, email, name, partition, offset, token_issued_at) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET
    refused = CASE WHEN email IS excluded.email OR ${IS_OLD} THEN refused ELSE 0 END,
    email = CASE WHEN ${IS_OLD} THEN email ELSE excluded.email END,
    name = CASE WHEN ${IS_OLD} THEN name ELSE excluded.name END,
    token_issued_at = CASE WHEN ${IS_OLD} THEN token_issued_at ELSE coalesce(excluded.token_issued_at, token_issued_at) END,
    partition = excluded.partition, offset = excluded.offset
  WHERE partition <> excluded.partition OR offset < excluded.offset`;

const contactRow = z.object({
  owner_id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  refused: z.literal([0, 1]),
  token_issued_at: z.number().nullable(),
});
const tokenRow = z.object({ token_issued_at: z.number().nullable() });

export class SqliteContactStore implements ContactStore {
  private readonly select;
  private readonly selectToken;
  private readonly upsert;
  private readonly mark;

  private constructor(
    private readonly database: SqliteDatabase,
    private readonly elsewhere?: Pick<ContactStore, 'save' | 'refuse'>,
  ) {
    this.select = database.prepare(
      'SELECT owner_id, email, name, refused, token_issued_at FROM contacts WHERE owner_id = ? AND email IS NOT NULL',
    );
    this.selectToken = database.prepare('SELECT token_issued_at FROM contacts WHERE owner_id = ?');
    this.upsert = database.prepare(SAVE);
    this.mark = database.prepare('UPDATE contacts SET refused = 1 WHERE owner_id = ? AND email = ?');
  }

  /** Opens or creates the store in the file at `path`; `:memory:` for one that ends with `close()`. */
  static open(path: string): SqliteContactStore {
    const database = openDatabase(path, { durability: 'full' });
    database.exec(`PRAGMA secure_delete = ON; ${SCHEMA}`); // what is replaced is overwritten
    addColumn(database, 'contacts', 'refused INTEGER NOT NULL DEFAULT 0');
    addColumn(database, 'contacts', 'token_issued_at REAL');
    return new SqliteContactStore(database);
  }

  /** Reads the file at `path`, which another thread has open; `elsewhere` has it written there. */
  static reading(path: string, elsewhere: Pick<ContactStore, 'save' | 'refuse'>): SqliteContactStore {
    return new SqliteContactStore(openBesideWriter(path), elsewhere);
  }

  find(ownerId: OwnerId): Promise<KnownContact | undefined> {
    return promised(() => {
      const row = this.select.get(ownerId);
      if (row === undefined) return undefined;
      const { email, name, refused, token_issued_at: issuedAt } = contactRow.parse(row);
      return { ownerId, email, name, refused: refused === 1, ...(issuedAt !== null && { tokenIssuedAt: issuedAt }) };
    });
  }

  newestToken(ownerId: OwnerId): Promise<number | null> {
    return promised(() => {
      const row = this.selectToken.get(ownerId);
      return row === undefined ? null : tokenRow.parse(row).token_issued_at;
    });
  }

  async save(changes: readonly ContactChange[]): Promise<void> {
    if (this.elsewhere !== undefined) {
      await this.elsewhere.save(changes);
      return;
    }
    await whenFree(() => {
      transaction(this.database, () => {
        for (const change of changes) this.write(change);
      });
    });
    if (changes.some(({ contact }) => contact === null))
      await whenFree(() => {
        truncateWal(this.database);
      });
  }

  refuse(ownerId: OwnerId, email: string): Promise<void> {
    if (this.elsewhere !== undefined) return this.elsewhere.refuse(ownerId, email);
    return whenFree(() => {
      this.mark.run(ownerId, email);
    });
  }

  close(): Promise<void> {
    return promised(() => {
      if (this.database.isOpen) this.database.close();
    });
  }

  private write({ ownerId, contact, position: { partition, offset } }: ContactChange): void {
    const { email = null, name = null, tokenIssuedAt = null } = contact ?? {};
    this.upsert.run(ownerId, email, name, partition, offset, tokenIssuedAt);
  }
}
