import { type SqliteDatabase, transaction } from '#sqlite';
import { z } from 'zod';
import { MINUTE_MS } from '../../domain/time.js';
import { keysAsOnceStored } from '../stored-keys.js';
import { OwnerTables } from './owner-tables.js';
import { counterOfKeyAndHour } from './rows.js';

const MINUTE = String(MINUTE_MS);
/** Order matters: a key has the number of its first credential. */
const USES = `
  INSERT INTO used_credentials (key, key_id, credential_id, used_at, endpoint_at, method, path)
  SELECT 0, key_id, credential_id, ifnull(used_at, 0), ifnull(endpoint_at, 0), ifnull(method, ''), ifnull(path, '')
  FROM (SELECT key_id, credential_id FROM activity_hours UNION SELECT key_id, credential_id FROM activity_last_uses)
  LEFT JOIN activity_last_uses USING (key_id, credential_id);
  UPDATE used_credentials SET key = (SELECT min(credential) FROM used_credentials AS same WHERE same.key_id = used_credentials.key_id);
  INSERT INTO uses_by_minute (minute, key, credential, accepted, denied)
  SELECT minute / ${MINUTE}, key, credential, sum(accepted), sum(denied)
  FROM activity_minutes JOIN used_credentials USING (key_id, credential_id) GROUP BY minute, key, credential;
  DROP TABLE activity_minutes; DROP TABLE activity_hours; DROP TABLE activity_last_uses;`;

const counter = z.object({ key_id: z.string(), hour: z.int(), counter: z.string(), sequence: z.int() });
const owner = z.object({ owner_id: z.string(), version: z.int(), active: z.int(), keys: z.string() });

/**
 * Moves what an earlier version stored: a row for each minute and route, and a row for each owner with all its keys.
 * The sums of its hours were those of its minutes.
 */
export function takeOver(database: SqliteDatabase): void {
  const isThere = (table: string): boolean =>
    database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
  transaction(database, () => {
    if (isThere('activity_minutes')) database.exec(USES);
    if (isThere('activity_counters')) {
      const save = database.prepare('INSERT INTO usage_counters (counter, sequence, hour) VALUES (?, ?, ?)');
      for (const row of database.prepare('SELECT * FROM activity_counters').iterate()) {
        const { key_id: keyId, hour, counter: id, sequence } = counter.parse(row);
        save.run(counterOfKeyAndHour(id, keyId, hour), sequence, hour / MINUTE_MS);
      }
      database.exec('DROP TABLE activity_counters');
    }
    if (isThere('activity_owners')) {
      const tables = new OwnerTables(database);
      for (const row of database.prepare('SELECT * FROM activity_owners').iterate()) {
        const { owner_id: ownerId, version, active, keys } = owner.parse(row);
        tables.save({
          ownerId,
          version,
          active: active === 1,
          keys: keysAsOnceStored(ownerId, version, JSON.parse(keys)),
        });
      }
      database.exec('DROP TABLE activity_owners');
    }
  });
}
