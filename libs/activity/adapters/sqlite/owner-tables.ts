import { type OwnerId } from '#contracts';
import { type SqliteDatabase } from '#sqlite';
import { type KeyFacts, type OwnerKeys, type OwnerState } from '../../domain/owner-keys.js';
import { type HourRange } from '../../domain/window.js';
import { type UsedMore } from '../../ports/activity-store.js';
import { keyFrom, keyIdRow, keyValues, ownerFrom, standingRow } from './rows.js';

/** What is known of owners and keys: a row of each. */
export class OwnerTables {
  private readonly ownerById;
  private readonly keyById;
  private readonly keysOfOwner;
  private readonly newestOfOwner;
  private readonly standingOfOwner;
  private readonly usedMoreOfOwner;
  private readonly saveOwner;
  private readonly saveKey;

  constructor(database: SqliteDatabase) {
    this.ownerById = database.prepare('SELECT * FROM activity_owner_states WHERE owner_id = ?');
    this.keyById = database.prepare('SELECT * FROM activity_keys WHERE key_id = ?');
    this.keysOfOwner = database.prepare('SELECT * FROM activity_keys WHERE owner_id = ? ORDER BY created_in');
    this.newestOfOwner = database.prepare(
      'SELECT * FROM activity_keys WHERE owner_id = ? AND created_in < ? ORDER BY created_in DESC LIMIT ?',
    );
    this.standingOfOwner = database.prepare(
      'SELECT count(*) AS standing FROM activity_keys WHERE owner_id = ? AND revoked_at IS NULL',
    );
    this.usedMoreOfOwner = database.prepare(`
      SELECT activity_keys.key_id FROM activity_keys CROSS JOIN used_credentials AS used
        ON used.credential = (SELECT credential FROM used_credentials WHERE key_id = activity_keys.key_id LIMIT 1)
      WHERE owner_id = :owner AND revoked_at IS NULL AND :uses <
        (SELECT total(accepted + denied) FROM uses_by_hour WHERE key = used.key AND hour >= :from AND hour < :to) +
        (SELECT total(accepted + denied) FROM uses_by_minute INDEXED BY uses_by_minute_of_key
          WHERE key = used.key AND minute >= :from AND minute < :to)`);
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

  newestKeys(ownerId: OwnerId, limit: number, before: number): readonly KeyFacts[] {
    return this.newestOfOwner.all(ownerId, before, limit).map((row) => keyFrom.parse(row));
  }

  /** Times are minutes as they stand in rows. */
  usedMore(owner: OwnerId, { from, to }: HourRange, uses: number): UsedMore {
    const { standing } = standingRow.parse(this.standingOfOwner.get(owner));
    const keyIds = this.usedMoreOfOwner.all({ owner, from, to, uses }).map((row) => keyIdRow.parse(row).key_id);
    return { standing, keyIds };
  }

  /** Within a transaction. */
  save({ ownerId, version, active, keys }: OwnerKeys): void {
    for (const key of keys) this.saveKey.run(...keyValues(key));
    this.saveOwner.run(ownerId, version, active ? 1 : 0);
  }
}
