import { type EventEnvelope, type OwnerId, type RecordedEvent } from '#contracts';
import { type SqliteDatabase } from '#sqlite';
import { type CommitLog } from './commit-log.js';
import { lastVersionOf, type PlacedCommit } from '../../event-history.js';
import { DuplicateCommand, VersionConflict, type Commit } from '../../event-store.js';

/** An append that was asked for and not judged yet. */
export interface PendingAppend {
  readonly stream: OwnerId;
  readonly expectedVersion: number;
  /** Those of `envelopes`, decoded: for who reads the log along. */
  readonly events: readonly RecordedEvent[];
  readonly envelopes: readonly EventEnvelope[];
  readonly appendedAt: Date;
  readonly commandId: string;
  readonly fingerprint: string | null;
}

/** A log in the same database, and who else publishes to it. */
export interface PublishedInline {
  readonly log: Pick<CommitLog, 'publish'>;
  /** Whether the publishing loop is at work on the stream: its records go first. */
  readonly isBusy: (stream: OwnerId) => boolean;
}

export type AppendVerdict = Commit | VersionConflict | DuplicateCommand;

/** Writes appends, each judged by itself, inside a transaction that others may share. */
export class AppendWriter {
  private readonly headOf;
  private readonly holdsCommand;
  private readonly hasUnpublished;
  private readonly insert;

  constructor(
    database: SqliteDatabase,
    private readonly inline: PublishedInline | null,
  ) {
    this.headOf = database.prepare(
      'SELECT last_version AS head FROM commits WHERE stream = ? ORDER BY first_version DESC LIMIT 1',
    );
    this.holdsCommand = database.prepare('SELECT 1 FROM commits WHERE stream = ? AND command_id = ?');
    this.hasUnpublished = database.prepare(
      'SELECT 1 FROM commits INDEXED BY commits_unpublished WHERE stream = ? AND partition IS NULL LIMIT 1',
    );
    this.insert = database.prepare(`
      INSERT INTO commits (stream, first_version, last_version, command_id, fingerprint, events, appended_at, partition, offset)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  }

  /** A refusal is returned, not thrown: only what the database itself throws may roll the others back. */
  write({ stream, expectedVersion, events, envelopes, appendedAt, ...command }: PendingAppend): AppendVerdict {
    const { commandId, fingerprint } = command;
    if (this.holdsCommand.get(stream, commandId) !== undefined) {
      return new DuplicateCommand(`${stream} already holds a commit of command ${commandId}`);
    }
    const conflict = this.conflict(stream, expectedVersion);
    if (conflict !== null) return conflict;
    const commit = { stream, firstVersion: expectedVersion + 1, commandId, fingerprint };
    const position = this.logFor(stream)?.publish(envelopes, events, appendedAt) ?? null;
    this.insertCommit({ ...commit, envelopes, appendedAt, position });
    return { ...commit, lastVersion: expectedVersion + envelopes.length, events, position };
  }

  /** A commit from elsewhere. @throws VersionConflict */
  writePast(past: PlacedCommit): void {
    const { stream, firstVersion, envelopes, appendedAt } = past;
    const conflict = this.conflict(stream, firstVersion - 1);
    if (conflict !== null) throw conflict;
    const position = past.position ?? this.logFor(stream)?.publish(envelopes, [], appendedAt) ?? null;
    this.insertCommit({ ...past, position });
  }

  private conflict(stream: OwnerId, expectedVersion: number): VersionConflict | null {
    const head = Number(this.headOf.get(stream)?.['head'] ?? 0);
    if (head === expectedVersion) return null;
    return new VersionConflict(`${stream} is at version ${String(head)}, not ${String(expectedVersion)}`);
  }

  private insertCommit(commit: PlacedCommit): void {
    const { stream, firstVersion, commandId, fingerprint, envelopes, appendedAt, position } = commit;
    this.insert.run(
      stream,
      firstVersion,
      lastVersionOf(commit),
      commandId,
      fingerprint,
      JSON.stringify(envelopes),
      appendedAt.getTime(),
      position?.partition ?? null,
      position?.offset ?? null,
    );
  }

  /** A stream's first appearances are in order: nothing of it is unpublished, and nobody else is publishing it. */
  private logFor(stream: OwnerId): PublishedInline['log'] | null {
    if (this.inline === null || this.inline.isBusy(stream)) return null;
    return this.hasUnpublished.get(stream) === undefined ? this.inline.log : null;
  }
}
