import { type OwnerId, type UsageRecord } from '#contracts';
import { openDatabase, promised, type SqliteDatabase, transaction, whenFree } from '#sqlite';
import { packMinutes, sumOfMinutes, unpackMinutes } from '../../domain/packed-minutes.js';
import { type KeyFacts, type OwnerKeys, type OwnerState } from '../../domain/owner-keys.js';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.js';
import { latestUses, sumOfUses } from '../../domain/usage-batch.js';
import { type CredentialUseCounts, type LastUse, type UseCounts, type UseCountsAt } from '../../domain/uses.js';
import { type HourRange } from '../../domain/window.js';
import { type ActivityStore } from '../../ports/activity-store.js';
import { CredentialNumbers } from './credential-numbers.js';
import { takeOver } from './earlier-tables.js';
import {
  counterOfKeyAndHour,
  counterRow,
  hourRow,
  keyFrom,
  keyRow,
  keyValues,
  lastUseFrom,
  minuteRow,
  oldestRow,
  ownerFrom,
  packedHourFrom,
  packedRow,
  usesAtFrom,
  usesFrom,
} from './rows.js';
import { SCHEMA } from './schema.js';

const HOUR_MINUTES = HOUR_MS / MINUTE_MS;

/**
 * One transaction per batch, durable when a promise resolves: the consumer's offset, which stands in another file, is
 * never ahead of it. The file holds what cannot be derived again, since key-usage is not kept: unlike a read model it
 * must not be deleted.
 */
export class SqliteActivityStore implements ActivityStore {
  private readonly numbers;
  private readonly sequence;
  private readonly saveSequence;
  private readonly addToMinute;
  private readonly saveLastUse;
  private readonly sumsOfKey;
  private readonly stepsOfKey;
  private readonly minutesOfKey;
  private readonly packedOfKey;
  private readonly lastUsesOfKey;
  private readonly oldestMinute;
  private readonly keysInMinute;
  private readonly minutesToPack;
  private readonly packed;
  private readonly addToHour;
  private readonly dropMinutes;
  private readonly oldestHours;
  private readonly oldestHoursOfMinutes;
  private readonly dropHour;
  private readonly dropCounters;
  private readonly ownerById;
  private readonly saveOwner;
  private readonly keyById;
  private readonly keysOfOwner;
  private readonly saveKey;

  private constructor(private readonly database: SqliteDatabase) {
    this.numbers = new CredentialNumbers(database);
    this.sequence = database.prepare('SELECT sequence FROM usage_counters WHERE counter = ?');
    this.saveSequence = database.prepare(
      'INSERT OR REPLACE INTO usage_counters (counter, sequence, hour) VALUES (?, ?, ?)',
    );
    this.addToMinute = database.prepare(`
      INSERT INTO uses_by_minute (minute, key, credential, accepted, denied) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET accepted = accepted + excluded.accepted, denied = denied + excluded.denied`);
    this.saveLastUse = database.prepare(`
      UPDATE used_credentials SET used_at = max(used_at, ?1), method = iif(?2 > endpoint_at, ?3, method),
        path = iif(?2 > endpoint_at, ?4, path), endpoint_at = max(endpoint_at, ?2) WHERE credential = ?5`);
    const uses = `(
      SELECT hour AS minute, credential, accepted, denied FROM uses_by_hour WHERE key = :key AND hour >= :from AND hour < :to
      UNION ALL SELECT minute, credential, accepted, denied FROM uses_by_minute INDEXED BY uses_by_minute_of_key
      WHERE key = :key AND minute >= :from AND minute < :to)`;
    this.sumsOfKey = database.prepare(`
      SELECT key_id, credential_id, sum(accepted) AS accepted, sum(denied) AS denied
      FROM ${uses} CROSS JOIN used_credentials USING (credential) GROUP BY credential`);
    this.stepsOfKey = database.prepare(`
      SELECT key_id, credential_id, (minute - (minute - :from) % :step) * ${String(MINUTE_MS)} AS at, sum(accepted) AS accepted, sum(denied) AS denied
      FROM ${uses} CROSS JOIN used_credentials USING (credential) GROUP BY at, credential ORDER BY at`);
    this.minutesOfKey = database.prepare(`
      SELECT key_id, credential_id, minute * ${String(MINUTE_MS)} AS at, accepted, denied
      FROM uses_by_minute AS uses INDEXED BY uses_by_minute_of_key CROSS JOIN used_credentials USING (credential)
      WHERE uses.key = ? AND minute >= ? AND minute < ?`);
    this.packedOfKey = database.prepare(`
      SELECT key_id, credential_id, hour * ${String(MINUTE_MS)} AS at, minutes
      FROM uses_by_hour AS uses CROSS JOIN used_credentials USING (credential) WHERE uses.key = ? AND hour = ?`);
    this.lastUsesOfKey = database.prepare('SELECT * FROM used_credentials WHERE key_id = ? AND used_at > 0');
    this.oldestMinute = database.prepare('SELECT min(minute) AS minute FROM uses_by_minute');
    this.keysInMinute = database.prepare(
      'SELECT DISTINCT key FROM uses_by_minute WHERE minute = ? ORDER BY key LIMIT ?',
    );
    this.minutesToPack = database.prepare(`
      SELECT minute, credential, accepted, denied FROM uses_by_minute INDEXED BY uses_by_minute_of_key
      WHERE key = ? AND minute >= ? AND minute < ?`);
    this.packed = database.prepare('SELECT minutes FROM uses_by_hour WHERE key = ? AND hour = ? AND credential = ?');
    this.addToHour = database.prepare(`
      INSERT INTO uses_by_hour (key, hour, credential, accepted, denied, minutes) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET accepted = accepted + excluded.accepted, denied = denied + excluded.denied, minutes = excluded.minutes`);
    this.dropMinutes = database.prepare('DELETE FROM uses_by_minute WHERE key = ? AND minute >= ? AND minute < ?');
    this.oldestHours = database.prepare(
      'SELECT DISTINCT hour, key FROM uses_by_hour INDEXED BY uses_by_hour_by_age WHERE hour < ? ORDER BY hour, key LIMIT ?',
    );
    this.oldestHoursOfMinutes = database.prepare(`
      SELECT DISTINCT minute - minute % ${String(HOUR_MINUTES)} AS hour, key FROM uses_by_minute WHERE minute < ? ORDER BY hour, key LIMIT ?`);
    this.dropHour = database.prepare('DELETE FROM uses_by_hour WHERE key = ? AND hour = ?');
    this.dropCounters = database.prepare(
      'DELETE FROM usage_counters WHERE counter IN (SELECT counter FROM usage_counters WHERE hour < ? ORDER BY hour LIMIT ?)',
    );
    this.ownerById = database.prepare('SELECT * FROM activity_owner_states WHERE owner_id = ?');
    this.saveOwner = database.prepare(`
      INSERT INTO activity_owner_states (owner_id, version, active) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET version = excluded.version, active = excluded.active WHERE version < excluded.version`);
    this.keyById = database.prepare('SELECT * FROM activity_keys WHERE key_id = ?');
    this.keysOfOwner = database.prepare('SELECT * FROM activity_keys WHERE owner_id = ? ORDER BY created_in');
    this.saveKey = database.prepare(`
      INSERT INTO activity_keys (key_id, owner_id, created_in, version, created_at, revoked_at, credentials, older_credentials)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET version = excluded.version, revoked_at = excluded.revoked_at, credentials = excluded.credentials,
        older_credentials = excluded.older_credentials WHERE version < excluded.version`);
  }

  /** Opens or creates the store in the file at `path`; `:memory:` for one that ends with `close()`. */
  static open(path: string): SqliteActivityStore {
    const database = openDatabase(path, { durability: 'full' });
    database.exec(SCHEMA);
    takeOver(database);
    return new SqliteActivityStore(database);
  }

  addUsage(records: readonly UsageRecord[]): Promise<void> {
    return whenFree(() => {
      this.inTransaction(() => {
        const fresh = records.filter((record) => this.isNew(record));
        for (const { at, accepted, denied, ...use } of sumOfUses(fresh)) {
          const { key, credential } = this.numbers.of(use);
          this.addToMinute.run(at / MINUTE_MS, key, credential, accepted, denied);
        }
        for (const lastUse of latestUses(fresh)) {
          const { at, endpoint } = lastUse;
          const { credential } = this.numbers.of(lastUse);
          this.saveLastUse.run(at, endpoint?.at ?? 0, endpoint?.method ?? '', endpoint?.path ?? '', credential);
        }
      });
    });
  }

  sums(keyIds: readonly string[], { from, to }: HourRange): Promise<readonly CredentialUseCounts[]> {
    return this.ofEach(keyIds, (key) =>
      this.sumsOfKey.all({ key, from: minuteOf(from), to: minuteOf(to) }).map((row) => usesFrom.parse(row)),
    );
  }

  steps(keyIds: readonly string[], { from, to }: HourRange, stepMs: number): Promise<readonly UseCountsAt[]> {
    return this.ofEach(keyIds, (key) => this.stepsOf(key, { from, to }, stepMs));
  }

  minutes(keyIds: readonly string[], hours: readonly number[]): Promise<readonly UseCountsAt[]> {
    return this.ofEach(keyIds, (key) => hours.flatMap((hour) => this.minutesIn(key, minuteOf(hour))));
  }

  hours(keyId: string, range: HourRange): Promise<readonly UseCountsAt[]> {
    return this.ofEach([keyId], (key) => this.stepsOf(key, range, HOUR_MS));
  }

  lastUses(keyIds: readonly string[]): Promise<readonly LastUse[]> {
    return promised(() =>
      keyIds.flatMap((keyId) => this.lastUsesOfKey.all(keyId).map((row) => lastUseFrom.parse(row))),
    );
  }

  packBefore(before: number, limit: number): Promise<number> {
    return whenFree(() =>
      this.inTransaction(() => {
        const { minute } = oldestRow.parse(this.oldestMinute.get());
        if (minute === null || hourOf(minute) >= minuteOf(before)) return 0;
        const keys = this.keysInMinute.all(minute, limit).map((row) => keyRow.parse(row).key);
        for (const key of keys) this.pack(key, hourOf(minute));
        return keys.length;
      }),
    );
  }

  expireBefore(before: number, limit: number): Promise<number> {
    return whenFree(() =>
      this.inTransaction(() => {
        const hours = this.oldestHours.all(minuteOf(before), limit);
        const expired = hours.length > 0 ? hours : this.oldestHoursOfMinutes.all(minuteOf(before), limit);
        for (const row of expired) {
          const { key, hour } = hourRow.parse(row);
          this.dropHour.run(key, hour);
          this.dropMinutes.run(key, hour, hour + HOUR_MINUTES);
        }
        this.dropCounters.run(minuteOf(before), limit);
        return expired.length;
      }),
    );
  }

  owners(ownerIds: readonly OwnerId[]): Promise<readonly OwnerState[]> {
    return promised(() =>
      ownerIds.flatMap((ownerId) => {
        const row = this.ownerById.get(ownerId);
        return row === undefined ? [] : [ownerFrom.parse(row)];
      }),
    );
  }

  keysOf(ownerId: OwnerId): Promise<readonly KeyFacts[]> {
    return promised(() => this.keysOfOwner.all(ownerId).map((row) => keyFrom.parse(row)));
  }

  keys(keyIds: readonly string[]): Promise<readonly KeyFacts[]> {
    return promised(() =>
      keyIds.flatMap((keyId) => {
        const row = this.keyById.get(keyId);
        return row === undefined ? [] : [keyFrom.parse(row)];
      }),
    );
  }

  saveOwners(owners: readonly OwnerKeys[]): Promise<void> {
    return whenFree(() => {
      if (owners.length === 0) return;
      this.inTransaction(() => {
        for (const { ownerId, version, active, keys } of owners) {
          for (const key of keys) this.saveKey.run(...keyValues(key));
          this.saveOwner.run(ownerId, version, active ? 1 : 0);
        }
      });
    });
  }

  close(): Promise<void> {
    return promised(() => {
      if (this.database.isOpen) this.database.close();
    });
  }

  private inTransaction<T>(work: () => T): T {
    try {
      return transaction(this.database, work);
    } catch (error) {
      this.numbers.forget();
      throw error;
    }
  }

  /** Notes the record as added. */
  private isNew({ counter, sequence, sequenceIsOfKeyAndHour, hour, uses, lastUses }: UsageRecord): boolean {
    const keyId = (uses[0] ?? lastUses[0])?.keyId ?? '';
    const id = sequenceIsOfKeyAndHour ? counterOfKeyAndHour(counter, keyId, hour) : counter;
    const stored = this.sequence.get(id);
    if (stored !== undefined && sequence <= counterRow.parse(stored).sequence) return false;
    this.saveSequence.run(id, sequence, minuteOf(hour));
    return true;
  }

  /** What `read` finds by the number of each key; nothing of keys without uses. */
  private ofEach<T>(keyIds: readonly string[], read: (key: number) => readonly T[]): Promise<readonly T[]> {
    return promised(() =>
      keyIds.flatMap((keyId) => {
        const key = this.numbers.ofKeyWithUses(keyId);
        return key === undefined ? [] : read(key);
      }),
    );
  }

  private stepsOf(key: number, { from, to }: HourRange, stepMs: number): readonly UseCountsAt[] {
    return this.stepsOfKey
      .all({ key, from: minuteOf(from), to: minuteOf(to), step: minuteOf(stepMs) })
      .map((row) => usesAtFrom.parse(row));
  }

  private minutesIn(key: number, hour: number): readonly UseCountsAt[] {
    const single = this.minutesOfKey.all(key, hour, hour + HOUR_MINUTES).map((row) => usesAtFrom.parse(row));
    const packed = this.packedOfKey.all(key, hour).flatMap((row) => {
      const { key_id: keyId, credential_id: credentialId, at, minutes } = packedHourFrom.parse(row);
      return [...unpackMinutes(minutes)].map(([minute, uses]) => ({
        keyId,
        credentialId,
        at: at + minute * MINUTE_MS,
        ...uses,
      }));
    });
    return single.length === 0 || packed.length === 0
      ? [...single, ...packed]
      : sumOfUses([{ uses: single }, { uses: packed }]);
  }

  private pack(key: number, hour: number): void {
    const credentials = new Map<number, Map<number, UseCounts>>();
    for (const row of this.minutesToPack.all(key, hour, hour + HOUR_MINUTES)) {
      const { minute, credential, accepted, denied } = minuteRow.parse(row);
      const minutes = credentials.get(credential) ?? new Map<number, UseCounts>();
      credentials.set(credential, minutes.set(minute - hour, { accepted, denied }));
    }
    for (const [credential, minutes] of credentials) {
      const stored = this.packed.get(key, hour, credential);
      const all =
        stored === undefined ? minutes : sumOfMinutes(unpackMinutes(packedRow.parse(stored).minutes), minutes);
      const added = [...minutes.values()];
      const accepted = added.reduce((sum, uses) => sum + uses.accepted, 0);
      const denied = added.reduce((sum, uses) => sum + uses.denied, 0);
      this.addToHour.run(key, hour, credential, accepted, denied, packMinutes(all));
    }
    this.dropMinutes.run(key, hour, hour + HOUR_MINUTES);
  }
}

/** As times stand in rows. */
function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}

function hourOf(minute: number): number {
  return minute - (minute % HOUR_MINUTES);
}
