import { type SqliteDatabase } from '#sqlite';
import { packMinutes, sumOfMinutes, unpackMinutes } from '../../domain/packed-minutes.js';
import { startOf } from '../../domain/time.js';
import { type UseCounts } from '../../domain/uses.js';
import { HOUR_MINUTES, hourRow, keyRow, minuteRow, oldestRow, packedRow } from './rows.js';

/** Packs and deletes hours. Both methods work within a transaction, and times are minutes as they stand in rows. */
export class OldHours {
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

  constructor(database: SqliteDatabase) {
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
  }

  /** Returns how many keys' hours it packed. */
  pack(before: number, limit: number): number {
    const { minute } = oldestRow.parse(this.oldestMinute.get());
    if (minute === null) return 0;
    const hour = startOf(HOUR_MINUTES, minute);
    if (hour >= before) return 0;
    const keys = this.keysInMinute.all(minute, limit).map((row) => keyRow.parse(row).key);
    for (const key of keys) this.packHour(key, hour);
    return keys.length;
  }

  /** Returns how many keys' hours it deleted. */
  expire(before: number, limit: number): number {
    const hours = this.oldestHours.all(before, limit);
    const expired = hours.length > 0 ? hours : this.oldestHoursOfMinutes.all(before, limit);
    for (const row of expired) {
      const { key, hour } = hourRow.parse(row);
      this.dropHour.run(key, hour);
      this.dropMinutes.run(key, hour, hour + HOUR_MINUTES);
    }
    this.dropCounters.run(before, limit);
    return expired.length;
  }

  private packHour(key: number, hour: number): void {
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
