import { type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { type IncomingRecord, type OutgoingRecord, type Position } from '#contracts';
import { type SqliteDatabase } from '#sqlite';
import { type EmbeddedTopic } from './embedded-topic.js';
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
const AGE = z.object({ offset: z.int(), timestamp: z.int() });
type Age = z.infer<typeof AGE>;
const SIZE = z.object({ offset: z.int(), bytes: z.int() });

/** What a send drops at least, where so much is to go. */
const DROPPED_AT_ONCE = 100;
/** What one read holds at most, beside its first record: a reader's turn stays short whatever waits. */
const BYTES_READ_AT_ONCE = 256 * 1024;
/** A topic that is over its bound is cut to this share of it, so that it is not measured again at each send. */
const CUT_TO = 0.9;

/** A topic as a table of `events.db`. `append` runs in the caller's transaction. */
export class DurableTopic implements TopicLog {
  private readonly insert: StatementSync;
  private readonly select: StatementSync;
  private readonly selectBounds: StatementSync;
  private readonly updateBounds: StatementSync;
  private readonly eraseOlder: StatementSync | null;
  private readonly oldest: StatementSync;
  private readonly drop: StatementSync;
  private readonly newestFirst: StatementSync;
  /** At least what the records take that wait for a reader; measured when that is over the bound. */
  private waitingBytes = Infinity;
  private waitingFrom = 0;

  /** @param handledByAll the offset that the slowest group handles next; 0 when no group has handled anything. */
  constructor(
    private readonly database: SqliteDatabase,
    private readonly definition: EmbeddedTopic,
    private readonly handledByAll: () => number = () => 0,
  ) {
    const { name, cleanup } = definition;
    if (!NAME.test(name))
      throw new RangeError(`not a topic name: ${JSON.stringify(name)}; use letters, digits, ".", "_" and "-"`);
    const table = `"log ${name}"`;
    database.exec(`
      CREATE TABLE IF NOT EXISTS log_topic (name TEXT PRIMARY KEY, first_offset INTEGER NOT NULL, next_offset INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS ${table} (record_offset INTEGER PRIMARY KEY, key TEXT NOT NULL, headers TEXT NOT NULL, value BLOB, timestamp INTEGER NOT NULL);`);
    if (cleanup === 'compact') database.exec(`CREATE INDEX IF NOT EXISTS "log ${name} by key" ON ${table} (key)`);

    this.insert = database.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?)`);
    this.select = database.prepare(
      `SELECT record_offset AS offset, key, headers, value, timestamp FROM ${table} WHERE record_offset >= ? ORDER BY record_offset LIMIT ?`,
    );
    this.selectBounds = database.prepare(
      'SELECT first_offset AS first, next_offset AS next FROM log_topic WHERE name = ?',
    );
    if (this.selectBounds.get(name) === undefined) database.prepare('INSERT INTO log_topic VALUES (?, 0, 0)').run(name); // a start writes nothing that is there
    this.updateBounds = database.prepare('UPDATE log_topic SET first_offset = ?, next_offset = ? WHERE name = ?');
    this.eraseOlder =
      cleanup === 'compact' ? database.prepare(`DELETE FROM ${table} WHERE key = ? AND record_offset < ?`) : null;
    this.oldest = database.prepare(
      `SELECT record_offset AS offset, timestamp FROM ${table} WHERE record_offset >= ? ORDER BY record_offset LIMIT ?`,
    );
    this.drop = database.prepare(`DELETE FROM ${table} WHERE record_offset < ?`);
    this.newestFirst = database.prepare(
      `SELECT record_offset AS offset, ifnull(length(value), 0) + length(headers) + length(key) AS bytes FROM ${table}
       WHERE record_offset >= ? ORDER BY record_offset DESC`,
    );
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
      const written = JSON.stringify(headers);
      this.insert.run(offset, key, written, value, at.getTime());
      this.eraseOlder?.run(key, offset);
      this.waitingBytes += key.length + written.length + (value?.length ?? 0);
      offset++;
    }
    this.updateBounds.run(this.trim(first, records.length, at) ?? first, offset, this.definition.name);
    return positionsFrom(next, records.length);
  }

  read(from: number, limit: number): readonly IncomingRecord[] {
    const records: IncomingRecord[] = [];
    let bytes = 0;
    for (const row of this.select.iterate(from, limit)) {
      const record = this.incoming(row);
      records.push(record);
      bytes += record.value?.length ?? 0;
      if (bytes >= BYTES_READ_AT_ONCE) break;
    }
    return records;
  }

  /**
   * Drops what is past its retention, what every group has handled, and the oldest of what waits beyond the bound in
   * bytes. A send's cost does not depend on how much that is: at most twice what was added goes, or `DROPPED_AT_ONCE`.
   */
  private trim(first: number, added: number, at: Date): number | undefined {
    const { retentionMs, keepHandledMs } = this.definition;
    if (retentionMs < 0 && keepHandledMs === undefined) return undefined;
    const isKept = this.keptAt(at);
    let next = first;
    for (const row of this.oldest.iterate(first, Math.max(2 * added, DROPPED_AT_ONCE))) {
      const record = AGE.parse(row);
      if (isKept(record)) break;
      next = record.offset + 1;
    }
    if (next === first) return undefined;
    // what passes through a topic in minutes is not overwritten too: that would write all of it twice
    if (keepHandledMs !== undefined) this.database.exec('PRAGMA secure_delete = FAST');
    this.drop.run(next);
    if (keepHandledMs !== undefined) this.database.exec('PRAGMA secure_delete = ON');
    return next;
  }

  /** Whether a record stays at `at`. */
  private keptAt(at: Date): (record: Age) => boolean {
    const { retentionMs, keepHandledMs = Infinity, maxWaitingBytes } = this.definition;
    const handled = this.handledByAll();
    const waitsFrom = maxWaitingBytes === undefined ? 0 : this.waitsFrom(maxWaitingBytes, handled);
    return ({ offset, timestamp }) => {
      const age = at.getTime() - timestamp;
      return (
        (retentionMs < 0 || age <= retentionMs) && (offset >= handled || age <= keepHandledMs) && offset >= waitsFrom
      );
    };
  }

  /** Where the records begin that may wait: from there on they take at most `most` bytes. */
  private waitsFrom(most: number, handled: number): number {
    if (this.waitingBytes <= most) return this.waitingFrom;
    this.waitingBytes = 0;
    for (const row of this.newestFirst.iterate(handled)) {
      const { offset, bytes } = SIZE.parse(row);
      if (this.waitingBytes + bytes > most * CUT_TO) break;
      this.waitingBytes += bytes;
      this.waitingFrom = offset;
    }
    return this.waitingFrom;
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
