import { type OwnerId, type UsageRecord } from '#contracts';
import { openBesideWriter, openDatabase, promised, type SqliteDatabase, transaction, whenFree } from '#sqlite';
import { unpackMinutes } from '../../domain/packed-minutes.js';
import { type KeyFacts, type OwnerKeys, type OwnerState } from '../../domain/owner-keys.js';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.js';
import { latestUses, sumOfUses } from '../../domain/usage-batch.js';
import { type CredentialUseCounts, type LastUse, type UseCountsAt } from '../../domain/uses.js';
import { type HourRange } from '../../domain/window.js';
import { type ActivityStore, type UsedMore, type WantedLastUses } from '../../ports/activity-store.js';
import { CredentialNumbers } from './credential-numbers.js';
import { takeOver } from './earlier-tables.js';
import { OldHours } from './old-hours.js';
import { OwnerTables } from './owner-tables.js';
import {
  counterOfKeyAndHour,
  counterRow,
  HOUR_MINUTES,
  lastUseFrom,
  packedHourFrom,
  usesAtFrom,
  usesFrom,
} from './rows.js';
import { SCHEMA } from './schema.js';

/**
 * One transaction per batch, durable when a promise resolves: the consumer's offset, which another connection writes to
 * the file, is never ahead of it. The file holds what cannot be derived again, since key-usage is not kept: unlike a read model it
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
  private readonly lastUsesOfCredentials;
  private readonly latestUsesOfOthers;
  private readonly oldHours;
  private readonly ownerTables;

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
    // one statement: another connection packs meanwhile
    this.minutesOfKey = database.prepare(`
      SELECT key_id, credential_id, minute * ${String(MINUTE_MS)} AS at, accepted, denied, NULL AS minutes
      FROM uses_by_minute AS uses INDEXED BY uses_by_minute_of_key CROSS JOIN used_credentials USING (credential)
      WHERE uses.key = :key AND minute >= :hour AND minute < :hour + ${String(HOUR_MINUTES)}
      UNION ALL SELECT key_id, credential_id, hour * ${String(MINUTE_MS)} AS at, accepted, denied, minutes
      FROM uses_by_hour AS uses CROSS JOIN used_credentials USING (credential) WHERE uses.key = :key AND hour = :hour`);
    this.lastUsesOfCredentials = database.prepare(`
      SELECT * FROM used_credentials WHERE key_id = ? AND credential_id IN (SELECT value FROM json_each(?)) AND used_at > 0`);
    const latestOfOthersBy = (column: string, index: string): string => `SELECT * FROM (
      SELECT * FROM used_credentials INDEXED BY ${index} WHERE key = ?1 AND ${column} > 0
      AND credential_id NOT IN (SELECT value FROM json_each(?2)) ORDER BY ${column} DESC LIMIT 1)`;
    this.latestUsesOfOthers = database.prepare(
      `${latestOfOthersBy('used_at', 'used_credentials_by_use')} UNION ${latestOfOthersBy('endpoint_at', 'used_credentials_by_endpoint')}`,
    );
    this.oldHours = new OldHours(database);
    this.ownerTables = new OwnerTables(database);
  }

  /** Opens or creates the store in the file at `path`; `:memory:` for one that ends with `close()`. */
  static open(path: string): SqliteActivityStore {
    const database = openDatabase(path, { durability: 'full' });
    database.exec(SCHEMA);
    takeOver(database);
    return new SqliteActivityStore(database);
  }

  /** Reads the file at `path`, which another thread has open; nothing can be written over it. */
  static reading(path: string): SqliteActivityStore {
    return new SqliteActivityStore(openBesideWriter(path));
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

  lastUses(wanted: readonly WantedLastUses[]): Promise<readonly LastUse[]> {
    return promised(() => wanted.flatMap((each) => this.lastUsesOf(each)));
  }

  packBefore(before: number, limit: number): Promise<number> {
    return whenFree(() => this.inTransaction(() => this.oldHours.pack(minuteOf(before), limit)));
  }

  expireBefore(before: number, limit: number): Promise<number> {
    return whenFree(() => this.inTransaction(() => this.oldHours.expire(minuteOf(before), limit)));
  }

  owners(ownerIds: readonly OwnerId[]): Promise<readonly OwnerState[]> {
    return promised(() => this.ownerTables.owners(ownerIds));
  }

  keysOf(ownerId: OwnerId): Promise<readonly KeyFacts[]> {
    return promised(() => this.ownerTables.keysOf(ownerId));
  }

  newestKeys(ownerId: OwnerId, limit: number, before = Number.MAX_SAFE_INTEGER): Promise<readonly KeyFacts[]> {
    return promised(() => this.ownerTables.newestKeys(ownerId, limit, before));
  }

  usedMore(ownerId: OwnerId, { from, to }: HourRange, uses: number): Promise<UsedMore> {
    return promised(() => this.ownerTables.usedMore(ownerId, { from: minuteOf(from), to: minuteOf(to) }, uses));
  }

  keys(keyIds: readonly string[]): Promise<readonly KeyFacts[]> {
    return promised(() => this.ownerTables.keys(keyIds));
  }

  saveOwners(owners: readonly OwnerKeys[]): Promise<void> {
    return whenFree(() => {
      if (owners.length === 0) return;
      this.inTransaction(() => {
        for (const owner of owners) this.ownerTables.save(owner);
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

  private lastUsesOf({ keyId, credentialIds }: WantedLastUses): readonly LastUse[] {
    const key = this.numbers.ofKeyWithUses(keyId);
    if (key === undefined) return [];
    const named = JSON.stringify(credentialIds);
    const rows = [...this.lastUsesOfCredentials.all(keyId, named), ...this.latestUsesOfOthers.all(key, named)];
    return rows.map((row) => lastUseFrom.parse(row));
  }

  private stepsOf(key: number, { from, to }: HourRange, stepMs: number): readonly UseCountsAt[] {
    return this.stepsOfKey
      .all({ key, from: minuteOf(from), to: minuteOf(to), step: minuteOf(stepMs) })
      .map((row) => usesAtFrom.parse(row));
  }

  private minutesIn(key: number, hour: number): readonly UseCountsAt[] {
    const rows = this.minutesOfKey.all({ key, hour });
    const single = rows.filter(({ minutes }) => minutes === null).map((row) => usesAtFrom.parse(row));
    const packed = rows
      .filter(({ minutes }) => minutes !== null)
      .flatMap((row) => {
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
}

/** As times stand in rows. */
function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}
