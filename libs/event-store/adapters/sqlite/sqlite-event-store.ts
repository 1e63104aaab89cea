import { z } from 'zod';
import { encodeEnvelope, type OwnerId } from '#contracts';
import { openDatabase, openToRead, promised, type SqliteDatabase } from '#sqlite';
import { envelopesOf, eventsOf, recordedFor } from '../../commit-codec.js';
import { type EventHistory, type PastCommit, type PlacedCommit } from '../../event-history.js';
import { streamNamesOf } from '../../stream-names.js';
import {
  type AppendOptions,
  type Commit,
  type EventStore,
  type NewEvent,
  type StoredCommit,
} from '../../event-store.js';
import { COMMITS_SCHEMA } from './commits-schema.js';
import { type EventWrites, type SavedPosition, SqliteEventWrites } from './sqlite-event-writes.js';
import { type StreamHeads } from './stream-heads.js';

/** As a limit: none. */
const ALL = -1;
const PAGE = 1000;

const commitRow = z.object({
  stream: z.string(),
  first_version: z.int(),
  last_version: z.int(),
  command_id: z.string(),
  fingerprint: z.string().nullable(),
  appended_at: z.int(),
  events: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(z.unknown())),
  partition: z.int().nullable(),
  offset: z.int().nullable(),
});
const streamRow = z.object({ stream: z.string() });
const countRow = z.object({ count: z.int() });
const oldestRow = z.object({ oldest: z.int().nullable() });

/** One row per commit. Durable when a promise resolves: it survives a power cut. */
export class SqliteEventStore implements EventStore, EventHistory {
  private readonly commitsAfter;
  private readonly commitAtVersion;
  private readonly commitOfCommand;
  private readonly streamOfCommand;
  private readonly unpublishedCommits;
  private readonly unpublishedStreams;
  private readonly streamsAppendedTo;
  private readonly orgsStreams;
  private readonly unpublishedCount;
  private readonly unpublishedOldest;

  private constructor(
    private readonly database: SqliteDatabase,
    private readonly writes: EventWrites,
    private readonly release: () => void,
    private readonly heads: StreamHeads | null = null,
  ) {
    // versions have no gap, so the commit that holds the next one is the newest that does not begin behind it
    this.commitsAfter = database.prepare(`
      SELECT * FROM commits WHERE stream = ?1 AND last_version > ?2 AND first_version >= coalesce(
        (SELECT max(first_version) FROM commits WHERE stream = ?1 AND first_version <= ?2 + 1), 0)
      ORDER BY first_version LIMIT ?3`);
    this.commitAtVersion = database.prepare('SELECT * FROM commits WHERE stream = ? AND first_version = ?');
    this.commitOfCommand = database.prepare('SELECT * FROM commits WHERE stream = ? AND command_id = ?');
    this.streamOfCommand = database.prepare('SELECT stream FROM commits WHERE command_id = ? LIMIT 1');
    this.unpublishedCommits = database.prepare(`
      SELECT * FROM commits INDEXED BY commits_unpublished WHERE stream = ? AND partition IS NULL ORDER BY first_version`);
    this.unpublishedStreams = database.prepare(`
      SELECT stream FROM commits INDEXED BY commits_unpublished WHERE partition IS NULL
      GROUP BY stream HAVING min(appended_at) < ? ORDER BY min(appended_at), min(rowid) LIMIT ?`);
    this.streamsAppendedTo = database.prepare(`
      SELECT DISTINCT stream FROM commits INDEXED BY commits_appended WHERE appended_at >= ? AND stream > ? ORDER BY stream LIMIT ?`);
    this.orgsStreams = database.prepare(`
      SELECT stream FROM commits INDEXED BY commits_first WHERE first_version = 1 AND stream > ? AND stream < ? ORDER BY stream LIMIT ?`);
    this.unpublishedCount = database.prepare(
      'SELECT count(*) AS count FROM commits INDEXED BY commits_unpublished WHERE partition IS NULL',
    );
    this.unpublishedOldest = database.prepare(
      'SELECT min(appended_at) AS oldest FROM commits INDEXED BY commits_unpublished WHERE partition IS NULL',
    );
  }

  /** Opens or creates the store in the file at `path`; `:memory:` for one that ends with `close()`. */
  static open(path: string): SqliteEventStore {
    const database = openDatabase(path, { durability: 'full' });
    database.exec(COMMITS_SCHEMA);
    return new SqliteEventStore(database, new SqliteEventWrites(database, null), () => {
      if (database.isOpen) database.close();
    });
  }

  /**
   * In the database of a `CommitLog`, which has made the tables: whoever opened it closes it. Only `writes` writes, and
   * may do so over another connection. @param heads only where nobody else appends
   */
  static withLog(database: SqliteDatabase, writes: EventWrites, heads?: StreamHeads): SqliteEventStore {
    return new SqliteEventStore(database, writes, () => undefined, heads);
  }

  /** The commits of the store in the file at `path`, which another version may have open: nothing in it is changed. */
  static async *commitsIn(path: string): AsyncGenerator<PastCommit> {
    const database = openToRead(path);
    try {
      yield* commitsOf(database);
    } finally {
      database.close();
    }
  }

  read(stream: OwnerId, afterVersion: number, limit = ALL): Promise<readonly Commit[]> {
    return promised(() => {
      if (this.heads?.isHead(stream, afterVersion) === true) return [];
      const commits = this.commitsAfter.all(stream, afterVersion, limit).map(commitFrom);
      if (limit === ALL || commits.length < limit)
        this.heads?.reached(stream, commits.at(-1)?.lastVersion ?? afterVersion);
      return commits;
    });
  }

  commitsAt(stream: OwnerId, firstVersions: readonly number[]): Promise<readonly Commit[]> {
    return promised(() =>
      [...new Set(firstVersions)]
        .sort((a, b) => a - b)
        .map((version) => this.commitAtVersion.get(stream, version))
        .filter((row) => row !== undefined)
        .map(commitFrom),
    );
  }

  readStored(stream: OwnerId, afterVersion: number): Promise<readonly StoredCommit[]> {
    return promised(() => this.commitsAfter.all(stream, afterVersion, ALL).map(storedFrom));
  }

  commitOf(stream: OwnerId, commandId: string): Promise<Commit | undefined> {
    return promised(() => {
      const row = this.commitOfCommand.get(stream, commandId);
      return row === undefined ? undefined : commitFrom(row);
    });
  }

  streamOf(commandId: string): Promise<OwnerId | undefined> {
    return promised(() => {
      const row = this.streamOfCommand.get(commandId);
      return row === undefined ? undefined : streamRow.parse(row).stream;
    });
  }

  async append(
    stream: OwnerId,
    expectedVersion: number,
    events: readonly NewEvent[],
    options: AppendOptions,
  ): Promise<Commit> {
    const recorded = recordedFor(stream, expectedVersion, events);
    this.heads?.forget(stream);
    const verdict = await this.writes.append({
      stream,
      expectedVersion,
      envelopes: recorded.map(encodeEnvelope),
      events: recorded,
      appendedAt: new Date(),
      commandId: options.commandId,
      fingerprint: options.fingerprint ?? null,
    });
    if (verdict instanceof Error) throw verdict;
    this.heads?.reached(stream, verdict.lastVersion);
    return verdict;
  }

  unpublishedOf(stream: OwnerId): Promise<readonly StoredCommit[]> {
    return promised(() => this.unpublishedCommits.all(stream).map(storedFrom));
  }

  streamsWithUnpublished(before: Date, limit: number): Promise<readonly OwnerId[]> {
    return promised(() =>
      this.unpublishedStreams.all(before.getTime(), limit).map((row) => streamRow.parse(row).stream),
    );
  }

  streamsSince(at: Date, after: OwnerId | null, limit: number): Promise<readonly OwnerId[]> {
    return promised(() =>
      this.streamsAppendedTo.all(at.getTime(), after ?? '', limit).map((row) => streamRow.parse(row).stream),
    );
  }

  streamsOfOrg(orgId: string, after: OwnerId | null, limit: number): Promise<readonly OwnerId[]> {
    const { from, to } = streamNamesOf(orgId);
    return promised(() => this.orgsStreams.all(after ?? from, to, limit).map((row) => streamRow.parse(row).stream));
  }

  savePositions(published: readonly SavedPosition[]): Promise<void> {
    return this.writes.savePositions(published);
  }

  countUnpublished(): Promise<number> {
    return promised(() => countRow.parse(this.unpublishedCount.get()).count);
  }

  oldestUnpublished(): Promise<Date | null> {
    return promised(() => {
      const { oldest } = oldestRow.parse(this.unpublishedOldest.get());
      return oldest === null ? null : new Date(oldest);
    });
  }

  commits(): AsyncGenerator<PastCommit> {
    return commitsOf(this.database);
  }

  addPast(commits: readonly PlacedCommit[]): Promise<void> {
    return this.writes.addPast(commits);
  }

  close(): Promise<void> {
    return promised(() => {
      this.writes.flush();
      this.release();
    });
  }
}

/** Page by page: in between nothing of the file is held, so that who writes to it can empty its `-wal`. */
async function* commitsOf(database: SqliteDatabase): AsyncGenerator<PastCommit> {
  await Promise.resolve();
  const after = database.prepare(`
    SELECT * FROM commits WHERE (stream, first_version) > (?, ?) ORDER BY stream, first_version LIMIT ${String(PAGE)}`);
  let last: PastCommit | undefined;
  do {
    const page = after.all(last?.stream ?? '', last?.firstVersion ?? 0).map(pastFrom);
    yield* page;
    last = page.at(-1);
  } while (last !== undefined);
}

function commitFrom(value: unknown): Commit {
  const row = commitRow.parse(value);
  return {
    ...placeOf(row),
    events: eventsOf(row.stream, row.first_version, row.events),
    commandId: row.command_id,
    fingerprint: row.fingerprint,
  };
}

function pastFrom(value: unknown): PastCommit {
  const row = commitRow.parse(value);
  return {
    stream: row.stream,
    firstVersion: row.first_version,
    commandId: row.command_id,
    fingerprint: row.fingerprint,
    appendedAt: new Date(row.appended_at),
    envelopes: envelopesOf(row.stream, row.first_version, row.events),
  };
}

function storedFrom(value: unknown): StoredCommit {
  const row = commitRow.parse(value);
  return { ...placeOf(row), envelopes: envelopesOf(row.stream, row.first_version, row.events) };
}

/** Where a commit stands, in its stream and in the log. */
function placeOf(row: z.infer<typeof commitRow>): Pick<Commit, 'stream' | 'firstVersion' | 'lastVersion' | 'position'> {
  const { stream, first_version: firstVersion, last_version: lastVersion, partition, offset } = row;
  const position = partition === null || offset === null ? null : { partition, offset };
  return { stream, firstVersion, lastVersion, position };
}
