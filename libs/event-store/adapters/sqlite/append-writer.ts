import { type EventEnvelope, type OwnerId, type RecordedEvent } from '#contracts';
import { type SqliteDatabase } from '#sqlite';
import { DuplicateCommand, VersionConflict, type Commit } from '../../event-store.js';

/** An append that was asked for and not judged yet. */
export interface PendingAppend {
  readonly stream: OwnerId;
  readonly expectedVersion: number;
  readonly events: readonly RecordedEvent[];
  readonly envelopes: readonly EventEnvelope[];
  readonly commandId: string;
  readonly fingerprint: string | null;
}

export type AppendVerdict = Commit | VersionConflict | DuplicateCommand;

/** Writes appends, each judged by itself, inside a transaction that others may share. */
export class AppendWriter {
  private readonly headOf;
  private readonly holdsCommand;
  private readonly insert;

  constructor(database: SqliteDatabase) {
    this.headOf = database.prepare(
      'SELECT last_version AS head FROM commits WHERE stream = ? ORDER BY first_version DESC LIMIT 1',
    );
    this.holdsCommand = database.prepare('SELECT 1 FROM commits WHERE stream = ? AND command_id = ?');
    this.insert = database.prepare(`
      INSERT INTO commits (stream, first_version, last_version, command_id, fingerprint, events, appended_at) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  }

  /** A refusal is returned, not thrown: only what the database itself throws may roll the others back. */
  write({ stream, expectedVersion, events, envelopes, commandId, fingerprint }: PendingAppend): AppendVerdict {
    if (this.holdsCommand.get(stream, commandId) !== undefined) {
      return new DuplicateCommand(`${stream} already holds a commit of command ${commandId}`);
    }
    const head = Number(this.headOf.get(stream)?.['head'] ?? 0);
    if (head !== expectedVersion) {
      return new VersionConflict(`${stream} is at version ${String(head)}, not ${String(expectedVersion)}`);
    }
    const firstVersion = head + 1;
    const lastVersion = head + envelopes.length;
    this.insert.run(stream, firstVersion, lastVersion, commandId, fingerprint, JSON.stringify(envelopes), Date.now());
    return { stream, firstVersion, lastVersion, events, commandId, fingerprint, position: null };
  }
}
