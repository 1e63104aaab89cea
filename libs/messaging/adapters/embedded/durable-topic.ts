import { type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { type IncomingRecord, type OutgoingRecord, type Position, type TopicDefinition } from '#contracts';
import { type SqliteDatabase } from '#sqlite';
import { type Bounds, PARTITION, positionsFrom, type TopicLog } from './topic-log.js';

const NAME = /^[A-Za-z0-9._-]{1,249}$/;
const HEADERS = z.record(z.string(), z.string());
const ROW = z.object({
  offset: z.int(),
  key: z.string(),
  headers: z.string(),
  value: z.instanceof(Uint8Array).nullable(),
  timestamp: z.int(),
});
const BOUNDS = z.object({ first: z.int(), next: z.int() });

/** A topic as a table of `events.db`. `append` runs in the caller's transaction. */
export class DurableTopic implements TopicLog {
  private readonly insert: StatementSync;
  private readonly select: StatementSync;
  private readonly selectBounds: StatementSync;
  private readonly updateBounds: StatementSync;
  private readonly eraseOlder: StatementSync | null;
  private readonly expire: StatementSync | null;

  constructor(
    database: SqliteDatabase,
    private readonly definition: TopicDefinition,
  ) {
    const { name, cleanup, retentionMs } = definition;
    if (!NAME.test(name))
      throw new RangeError(`not a topic name: ${JSON.stringify(name)}; use letters, digits, ".", "_" and "-"`);
    const table = `"log ${name}"`;
    database.exec(`
      CREATE TABLE IF NOT EXISTS log_topic (name TEXT PRIMARY KEY, first_offset INTEGER NOT NULL, next_offset INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS ${table} (record_offset INTEGER PRIMARY KEY, key TEXT NOT NULL, headers TEXT NOT NULL, value BLOB, timestamp INTEGER NOT NULL);`);
    database.prepare('INSERT INTO log_topic VALUES (?, 0, 0) ON CONFLICT DO NOTHING').run(name);
    if (cleanup === 'compact') database.exec(`CREATE INDEX IF NOT EXISTS "log ${name} by key" ON ${table} (key)`);

    this.insert = database.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?)`);
    this.select = database.prepare(
      `SELECT record_offset AS offset, key, headers, value, timestamp FROM ${table} WHERE record_offset >= ? ORDER BY record_offset LIMIT ?`,
    );
    this.selectBounds = database.prepare(
      'SELECT first_offset AS first, next_offset AS next FROM log_topic WHERE name = ?',
    );
    this.updateBounds = database.prepare('UPDATE log_topic SET first_offset = ?, next_offset = ? WHERE name = ?');
    this.eraseOlder =
      cleanup === 'compact' ? database.prepare(`DELETE FROM ${table} WHERE key = ? AND record_offset < ?`) : null;
    this.expire =
      retentionMs < 0 ? null : database.prepare(`DELETE FROM ${table} WHERE record_offset < ? AND timestamp < ?`);
  }

  bounds(): Bounds {
    return BOUNDS.parse(this.selectBounds.get(this.definition.name));
  }

  /** Takes the next `count` offsets, for records that whoever calls keeps by themselves. Returns the first. */
  reserve(count: number): number {
    const { first, next } = this.bounds();
    this.updateBounds.run(first, next + count, this.definition.name);
    return next;
  }

  append(records: readonly OutgoingRecord[], at: Date): readonly Position[] {
    const { first, next } = this.bounds();
    let offset = next;
    for (const { key, headers, value } of records) {
      this.insert.run(offset, key, JSON.stringify(headers), value, at.getTime());
      this.eraseOlder?.run(key, offset);
      offset++;
    }
    this.updateBounds.run(this.trim(first, records.length, at) ?? first, offset, this.definition.name);
    return positionsFrom(next, records.length);
  }

  read(from: number, limit: number): readonly IncomingRecord[] {
    return this.select.all(from, limit).map((row) => this.incoming(row));
  }

  /**
   * Drops at most twice as many expired records as were added, so that a send's cost does not depend on how much has
   * expired.
   */
  private trim(first: number, added: number, at: Date): number | undefined {
    if (this.expire === null) return undefined;
    const { changes } = this.expire.run(first + 2 * added, at.getTime() - this.definition.retentionMs);
    return changes === 0 ? undefined : this.read(first, 1)[0]?.offset;
  }

  private incoming(row: Record<string, SQLOutputValue>): IncomingRecord {
    const { offset, key, headers, value, timestamp } = ROW.parse(row);
    return {
      topic: this.definition.name,
      partition: PARTITION,
      offset,
      key,
      headers: HEADERS.parse(JSON.parse(headers)),
      value: value && Buffer.from(value.buffer, value.byteOffset, value.byteLength),
      timestamp: new Date(timestamp),
    };
  }
}
