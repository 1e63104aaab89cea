import { decodeKeyEvent, type IncomingRecord, type Positions } from '#contracts';
import { openDatabase, type SqliteDatabase, transaction } from '#sqlite';
import { z } from 'zod';

const headRow = z.object({ stream: z.string(), version: z.int() });
const checkpointRow = z.object({ partition: z.int(), offset: z.int() });

/**
 * The smallest read model: the version that each stream has reached, with its checkpoint, one transaction per batch.
 * Drops what it has seen, as every consumer does, and throws at a hole.
 */
export class StreamHeads {
  private readonly headOf;
  private readonly setHead;
  private readonly setCheckpoint;

  private constructor(private readonly database: SqliteDatabase) {
    this.headOf = database.prepare('SELECT * FROM stream_heads WHERE stream = ?');
    this.setHead = database.prepare(
      'INSERT INTO stream_heads VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET version = excluded.version',
    );
    this.setCheckpoint = database.prepare(
      'INSERT INTO stream_heads_checkpoint VALUES (?, ?) ON CONFLICT (partition) DO UPDATE SET offset = excluded.offset',
    );
  }

  static open(path: string): StreamHeads {
    const database = openDatabase(path, { durability: 'normal' });
    database.exec(`
      CREATE TABLE IF NOT EXISTS stream_heads (stream TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS stream_heads_checkpoint (partition INTEGER PRIMARY KEY, offset INTEGER NOT NULL) STRICT;`);
    return new StreamHeads(database);
  }

  apply(records: readonly IncomingRecord[]): void {
    transaction(this.database, () => {
      for (const record of records) {
        this.applyOne(record);
        this.setCheckpoint.run(record.partition, record.offset);
      }
    });
  }

  checkpoint(): Positions {
    const rows = this.database
      .prepare('SELECT * FROM stream_heads_checkpoint')
      .all()
      .map((row) => checkpointRow.parse(row));
    return Object.fromEntries(rows.map(({ partition, offset }) => [partition, offset]));
  }

  all(): ReadonlyMap<string, number> {
    const rows = this.database
      .prepare('SELECT * FROM stream_heads')
      .all()
      .map((row) => headRow.parse(row));
    return new Map(rows.map(({ stream, version }) => [stream, version]));
  }

  close(): void {
    this.database.close();
  }

  private applyOne(record: IncomingRecord): void {
    const decoded = decodeKeyEvent(record);
    if (decoded.outcome !== 'event') throw new Error(`unreadable at offset ${String(record.offset)}`);
    const { ownerId, version } = decoded.recorded;
    const row = this.headOf.get(ownerId);
    const head = row === undefined ? 0 : headRow.parse(row).version;
    if (version > head + 1) throw new Error(`${ownerId}: version ${String(version)} after ${String(head)}`);
    if (version > head) this.setHead.run(ownerId, version);
  }
}
