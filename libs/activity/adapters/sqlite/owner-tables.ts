import { type OwnerId } from '#contracts';
import { type SqliteDatabase } from '#sqlite';
import { type KeyFacts, type OwnerKeys, type OwnerState } from '../../domain/owner-keys.js';
import { keyFrom, keyValues, ownerFrom } from './rows.js';

/** What is known of owners and keys: a row of each. */
export class OwnerTables {
  private readonly ownerById;
  private readonly keyById;
  private readonly keysOfOwner;
  private readonly saveOwner;
  private readonly saveKey;

  constructor(database: SqliteDatabase) {
    this.ownerById = database.prepare('SELECT * FROM activity_owner_states WHERE owner_id = ?');
    this.keyById = database.prepare('SELECT * FROM activity_keys WHERE key_id = ?');
    this.keysOfOwner = database.prepare('SELECT * FROM activity_keys WHERE owner_id = ? ORDER BY created_in');
    this.saveOwner = database.prepare(`
      INSERT INTO activity_owner_states (owner_id, version, active) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET version = excluded.version, active = excluded.active WHERE version < excluded.version`);
    this.saveKey = database.prepare(`
      INSERT INTO activity_keys (key_id, owner_id, created_in, version, created_at, revoked_at, credentials, older_credentials)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET version = excluded.version, revoked_at = excluded.revoked_at, credentials = excluded.credentials,
        older_credentials = excluded.older_credentials WHERE version < excluded.version`);
  }

  owners(ownerIds: readonly OwnerId[]): readonly OwnerState[] {
    return ownerIds.flatMap((ownerId) => this.ownerById.all(ownerId).map((row) => ownerFrom.parse(row)));
  }

  keys(keyIds: readonly string[]): readonly KeyFacts[] {
    return keyIds.flatMap((keyId) => this.keyById.all(keyId).map((row) => keyFrom.parse(row)));
  }

  keysOf(ownerId: OwnerId): readonly KeyFacts[] {
    return this.keysOfOwner.all(ownerId).map((row) => keyFrom.parse(row));
  }

  /** Within a transaction. */
  save({ ownerId, version, active, keys }: OwnerKeys): void {
    for (const key of keys) this.saveKey.run(...keyValues(key));
    this.saveOwner.run(ownerId, version, active ? 1 : 0);
  }
}
