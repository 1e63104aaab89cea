import { type KeyUsage, type OwnerId } from '#contracts';
import { openDatabase, promised, type SqliteDatabase, transaction, whenFree } from '#sqlite';
import { additionsOf, hourOf, lastUsesOf } from '../../domain/hour-document.js';
import { type OwnerKeys } from '../../domain/owner-keys.js';
import { HOUR_MS } from '../../domain/time.js';
import { type CredentialUseCounts, latestOf, type LastUse, type UseCountsAt } from '../../domain/uses.js';
import { type HourRange } from '../../domain/window.js';
import { type ActivityStore } from '../../ports/activity-store.js';
import {
  ADD_TO_HOUR,
  ADD_TO_MINUTE,
  counterRow,
  expiredRow,
  lastUseFrom,
  lastUseValues,
  NO_ROUTE,
  ownerFrom,
  SCHEMA,
  usesAtFrom,
  usesFrom,
} from './rows.js';

/**
 * One transaction per batch, durable when a promise resolves: the consumer's offset, which stands in another file, is
 * never ahead of it. The file holds what cannot be derived again, since key-usage is kept for days only: unlike a read
 * model it must not be deleted.
 */
export class SqliteActivityStore implements ActivityStore {
  private readonly sequence;
  private readonly saveSequence;
  private readonly addToMinute;
  private readonly addToHour;
  private readonly lastUse;
  private readonly saveLastUse;
  private readonly sumsOfKey;
  private readonly stepsOfKey;
  private readonly minutesOfKey;
  private readonly hoursOfKey;
  private readonly lastUsesOfKey;
  private readonly ownerById;
  private readonly saveOwner;
  private readonly expired;
  private readonly deletions;

  private constructor(private readonly database: SqliteDatabase) {
    this.sequence = database.prepare(
      'SELECT sequence FROM activity_counters WHERE key_id = ? AND hour = ? AND counter = ?',
    );
    this.saveSequence = database.prepare(
      'INSERT OR REPLACE INTO activity_counters (key_id, hour, counter, sequence) VALUES (?, ?, ?, ?)',
    );
    this.addToMinute = database.prepare(ADD_TO_MINUTE);
    this.addToHour = database.prepare(ADD_TO_HOUR);
    this.lastUse = database.prepare('SELECT * FROM activity_last_uses WHERE key_id = ? AND credential_id = ?');
    this.saveLastUse = database.prepare(
      'INSERT OR REPLACE INTO activity_last_uses (key_id, credential_id, used_at, endpoint_at, method, path) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.sumsOfKey = database.prepare(`
      SELECT key_id, credential_id, sum(accepted) AS accepted, sum(denied) AS denied FROM activity_hours
      WHERE key_id = ? AND hour >= ? AND hour < ? GROUP BY credential_id`);
    this.stepsOfKey = database.prepare(`
      SELECT key_id, credential_id, hour - (hour - :from) % :step AS at, sum(accepted) AS accepted, sum(denied) AS denied FROM activity_hours
      WHERE key_id = :key AND hour >= :from AND hour < :to GROUP BY credential_id, at`);
    this.minutesOfKey = database.prepare(`
      SELECT key_id, credential_id, minute AS at, sum(accepted) AS accepted, sum(denied) AS denied FROM activity_minutes
      WHERE key_id = ? AND minute >= ? AND minute < ? GROUP BY minute, credential_id`);
    this.hoursOfKey = database.prepare(`
      SELECT key_id, credential_id, hour AS at, accepted, denied FROM activity_hours WHERE key_id = ? AND hour >= ? AND hour < ? ORDER BY hour`);
    this.lastUsesOfKey = database.prepare('SELECT * FROM activity_last_uses WHERE key_id = ?');
    this.ownerById = database.prepare('SELECT * FROM activity_owners WHERE owner_id = ?');
    this.saveOwner = database.prepare(`
      INSERT INTO activity_owners (owner_id, version, active, keys) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET version = excluded.version, active = excluded.active, keys = excluded.keys WHERE version < excluded.version`);
    this.expired = database.prepare(
      'SELECT DISTINCT hour, key_id FROM activity_hours INDEXED BY activity_hours_by_age WHERE hour < ? ORDER BY hour, key_id LIMIT ?',
    );
    this.deletions = [
      'activity_minutes WHERE key_id = ? AND minute >= ? AND minute < ?',
      'activity_hours WHERE key_id = ? AND hour >= ? AND hour < ?',
      'activity_counters WHERE key_id = ? AND hour >= ? AND hour < ?',
    ].map((rows) => database.prepare(`DELETE FROM ${rows}`));
  }

  /** Opens or creates the store in the file at `path`; `:memory:` for one that ends with `close()`. */
  static open(path: string): SqliteActivityStore {
    const database = openDatabase(path, { durability: 'full' });
    database.exec(SCHEMA);
    return new SqliteActivityStore(database);
  }

  addUsage(usages: readonly KeyUsage[]): Promise<void> {
    return whenFree(() => {
      transaction(this.database, () => {
        for (const usage of usages) this.add(usage);
      });
    });
  }

  sums(keyIds: readonly string[], { from, to }: HourRange): Promise<readonly CredentialUseCounts[]> {
    return promised(() =>
      keyIds.flatMap((keyId) => this.sumsOfKey.all(keyId, from, to).map((row) => usesFrom.parse(row))),
    );
  }

  steps(keyIds: readonly string[], { from, to }: HourRange, step: number): Promise<readonly UseCountsAt[]> {
    return promised(() =>
      keyIds.flatMap((key) => this.stepsOfKey.all({ key, from, to, step }).map((row) => usesAtFrom.parse(row))),
    );
  }

  minutes(keyIds: readonly string[], hours: readonly number[]): Promise<readonly UseCountsAt[]> {
    return promised(() =>
      keyIds.flatMap((keyId) =>
        hours.flatMap((hour) => this.minutesOfKey.all(keyId, hour, hour + HOUR_MS).map((row) => usesAtFrom.parse(row))),
      ),
    );
  }

  hours(keyId: string, { from, to }: HourRange): Promise<readonly UseCountsAt[]> {
    return promised(() => this.hoursOfKey.all(keyId, from, to).map((row) => usesAtFrom.parse(row)));
  }

  lastUses(keyIds: readonly string[]): Promise<readonly LastUse[]> {
    return promised(() =>
      keyIds.flatMap((keyId) => this.lastUsesOfKey.all(keyId).map((row) => lastUseFrom.parse(row))),
    );
  }

  owners(ownerIds: readonly OwnerId[]): Promise<readonly OwnerKeys[]> {
    return promised(() =>
      ownerIds.flatMap((ownerId) => {
        const row = this.ownerById.get(ownerId);
        return row === undefined ? [] : [ownerFrom.parse(row)];
      }),
    );
  }

  saveOwners(owners: readonly OwnerKeys[]): Promise<void> {
    return whenFree(() => {
      transaction(this.database, () => {
        for (const { ownerId, version, active, keys } of owners)
          this.saveOwner.run(ownerId, version, active ? 1 : 0, JSON.stringify(keys));
      });
    });
  }

  expireBefore(before: number, limit: number): Promise<number> {
    return whenFree(() =>
      transaction(this.database, () => {
        const expired = this.expired.all(before, limit).map((row) => expiredRow.parse(row));
        for (const { key_id: keyId, hour } of expired) {
          for (const deletion of this.deletions) deletion.run(keyId, hour, hour + HOUR_MS);
        }
        return expired.length;
      }),
    );
  }

  close(): Promise<void> {
    return promised(() => {
      if (this.database.isOpen) this.database.close();
    });
  }

  private add(usage: KeyUsage): void {
    const { keyId, counter, sequence } = usage;
    const hour = hourOf(usage);
    const stored = this.sequence.get(keyId, hour, counter);
    const additions = additionsOf(usage, stored === undefined ? 0 : counterRow.parse(stored).sequence);
    if (additions !== null) {
      for (const { credentialId, at, route, accepted, denied } of additions.minutes)
        this.addToMinute.run(keyId, at, credentialId, route ?? NO_ROUTE, accepted, denied);
      for (const { credentialId, at, accepted, denied } of additions.hour)
        this.addToHour.run(keyId, at, credentialId, accepted, denied);
      this.saveSequence.run(keyId, hour, counter, sequence);
    }
    for (const seen of lastUsesOf(usage)) this.keepLatest(seen);
  }

  private keepLatest(seen: LastUse): void {
    const row = this.lastUse.get(seen.keyId, seen.credentialId);
    this.saveLastUse.run(...lastUseValues(latestOf(row === undefined ? undefined : lastUseFrom.parse(row), seen)));
  }
}
