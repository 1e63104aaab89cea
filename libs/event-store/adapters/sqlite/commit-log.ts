import { type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import {
  DecodedRecord,
  decodeEnvelope,
  type EventEnvelope,
  type Decoded,
  encodeStoredEvent,
  type IncomingRecord,
  type OutgoingRecord,
  parseEnvelope,
  type Position,
  type RecordedEvent,
  TOPICS,
} from '#contracts';
import { type SqliteDatabase } from '#sqlite';
import { COMMITS_SCHEMA } from './commits-schema.js';

/** Where records are stored that are not read from a commit: those sent again, and those of a commit sent later. */
export interface StoredRecords {
  bounds(): { readonly first: number; readonly next: number };
  append(records: readonly OutgoingRecord[], at: Date): readonly Position[];
  read(from: number, limit: number): readonly IncomingRecord[];
  /** Takes the next `count` offsets without storing anything. Returns the first. */
  reserve(count: number): number;
}

const PARTITION = 0;
const RECENT = 2000;
const ROW = z.object({
  stream: z.string(),
  first: z.int(),
  last: z.int(),
  end: z.int(),
  events: z.string(),
  at: z.int(),
});

/**
 * key-events in the event store's own database: a commit that has an offset is its records, so each event is stored
 * once. The newest records are kept in memory, for those who read along.
 */
export class CommitLog {
  readonly atOnceWhenBehind = 2_000;
  private readonly select: StatementSync;
  private recent: IncomingRecord[] = [];
  /** Nothing is read from there on. */
  private end = Infinity;

  private constructor(
    database: SqliteDatabase,
    private readonly stored: StoredRecords,
    private readonly onAppended: () => void,
    private readonly isReadHere = true,
  ) {
    this.select = database.prepare(`
      SELECT stream, first_version AS "first", last_version AS "last", offset AS "end", events, appended_at AS "at"
      FROM commits INDEXED BY commits_offset WHERE offset >= ? ORDER BY offset`);
  }

  /**
   * @param onAppended called in the transaction that appends.
   * @param isReadHere false: nobody reads along over this connection.
   */
  static open(
    database: SqliteDatabase,
    stored: StoredRecords,
    onAppended: () => void,
    isReadHere?: boolean,
  ): CommitLog {
    database.exec(COMMITS_SCHEMA);
    dropCopies(database);
    return new CommitLog(database, stored, onAppended, isReadHere);
  }

  /** As `toRead`, up to where `published` and `grownTo` say that the log has come: nothing is decoded that is known. */
  static toFollow(database: SqliteDatabase, stored: StoredRecords): CommitLog {
    const log = CommitLog.toRead(database, stored);
    log.end = stored.bounds().next;
    return log;
  }

  /** Over a connection that only reads what another has opened. */
  static toRead(database: SqliteDatabase, stored: StoredRecords): CommitLog {
    return new CommitLog(database, stored, () => undefined);
  }

  bounds(): { readonly first: number; readonly next: number } {
    return { first: this.stored.bounds().first, next: this.next };
  }

  /** All before offset `end` is stored. */
  grownTo(end: number): void {
    this.end = Math.max(this.end, end);
  }

  append(records: readonly OutgoingRecord[], at: Date): readonly Position[] {
    this.continueAt(this.bounds().next);
    return this.stored.append(records, at);
  }

  /**
   * Gives the events of a commit their offsets, in the transaction that stores it.
   * @param events those of `envelopes` that can be read, decoded.
   * @returns the position of the last.
   */
  publish(envelopes: readonly EventEnvelope[], events: readonly RecordedEvent[], at: Date): Position {
    const start = this.stored.reserve(envelopes.length);
    if (this.isReadHere) this.keep(start, envelopes, events, at);
    this.onAppended();
    return { partition: PARTITION, offset: start + envelopes.length - 1 };
  }

  /** Another connection has published a commit; `last` is what that answered. */
  published(last: Position, envelopes: readonly EventEnvelope[], events: readonly RecordedEvent[], at: Date): void {
    this.keep(last.offset + 1 - envelopes.length, envelopes, events, at);
    this.grownTo(last.offset + 1);
  }

  private keep(start: number, envelopes: readonly EventEnvelope[], events: readonly RecordedEvent[], at: Date): void {
    this.continueAt(start);
    const decoded = new Map(events.map((recorded) => [recorded.version, recorded]));
    for (const [index, envelope] of envelopes.entries()) {
      const recorded = decoded.get(envelope.version);
      const offset = start + index;
      this.recent.push(
        recorded === undefined
          ? incoming(encodeStoredEvent(envelope), offset, at)
          : decodedRecord(envelope, { outcome: 'event', recorded }, offset, at),
      );
    }
    if (this.recent.length > 2 * RECENT) this.recent = this.recent.slice(-RECENT);
  }

  /**
   * Fewer than `limit` when what was stored is read in parts.
   * @throws Error when an offset is missing: the database was changed from outside, or is damaged.
   */
  read(from: number, limit: number): readonly IncomingRecord[] {
    const end = Math.min(from + limit, this.next);
    const oldest = this.recent[0]?.offset ?? Infinity;
    if (from >= oldest && end - oldest <= this.recent.length) return this.recent.slice(from - oldest, end - oldest);
    return from < end ? this.readStored(from, end) : [];
  }

  /** Where another connection writes, `published` and `grownTo` say so. */
  private get next(): number {
    return this.end === Infinity ? this.stored.bounds().next : this.end;
  }

  private readStored(from: number, end: number): readonly IncomingRecord[] {
    const stored = this.stored.read(from, end - from).filter(({ offset }) => offset < end);
    if (stored.length === end - from) return stored;
    const found = new Array<IncomingRecord | undefined>(end - from).fill(undefined);
    for (const record of stored) found[record.offset - from] = record;
    for (const value of this.select.iterate(from)) {
      const row = ROW.parse(value);
      if (row.end - (row.last - row.first) >= end) break;
      for (const record of recordsOf(row)) {
        const { offset } = record;
        if (offset >= from && offset < end) found[offset - from] ??= record;
      }
    }
    const gap = found.indexOf(undefined);
    const records = found.slice(0, gap === -1 ? found.length : gap).filter((record) => record !== undefined);
    if (records.length === 0) throw new Error(`key-events has no record at offset ${String(from)}`);
    return records;
  }

  /** Forgets what is not right before `offset`: what was sent came between, or a transaction was rolled back. */
  private continueAt(offset: number): void {
    if (this.recent.at(-1)?.offset !== offset - 1) this.recent = [];
  }
}

/** Older versions stored the record of a commit beside it. What was sent again is no copy. */
function dropCopies(database: SqliteDatabase): void {
  database.exec(`
    DELETE FROM "log ${TOPICS.keyEvents.name}" WHERE headers NOT LIKE '%"ce_republished"%' AND record_offset >= (
      SELECT offset - (last_version - first_version) FROM commits INDEXED BY commits_offset
      WHERE offset >= record_offset ORDER BY offset LIMIT 1)`);
}

function recordsOf({ stream, first, last, end, events, at }: z.infer<typeof ROW>): readonly IncomingRecord[] {
  const envelopes = parsed(events);
  const timestamp = new Date(at);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const version = first + index;
    const value = envelopes[index];
    const offset = end - (last - version);
    const decoded = decodeEnvelope(value);
    if (decoded.outcome === 'event' && decoded.recorded.ownerId === stream && decoded.recorded.version === version)
      return decodedRecord(value as EventEnvelope, decoded, offset, timestamp); // as it was decoded, it is one
    const envelope = placedEnvelope(value, stream, version);
    const refusedByReaders = { key: stream, headers: { ce_streamversion: String(version) }, value: null };
    return incoming(envelope === undefined ? refusedByReaders : encodeStoredEvent(envelope), offset, timestamp);
  });
}

function placedEnvelope(value: unknown, stream: string, version: number): EventEnvelope | undefined {
  const envelope = parseEnvelope(value);
  return envelope?.ownerId === stream && envelope.version === version ? envelope : undefined;
}

function parsed(events: string): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(events);
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
}

function decodedRecord(stored: EventEnvelope, decoded: Decoded, offset: number, timestamp: Date): IncomingRecord {
  return new DecodedRecord(stored, decoded, TOPICS.keyEvents.name, PARTITION, offset, timestamp);
}

function incoming(record: OutgoingRecord, offset: number, timestamp: Date): IncomingRecord {
  return { ...record, topic: TOPICS.keyEvents.name, partition: PARTITION, offset, timestamp };
}
