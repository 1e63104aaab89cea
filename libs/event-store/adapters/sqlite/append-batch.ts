import { type EventEnvelope, type OwnerId, type RecordedEvent } from '#contracts';
import { transaction, type SqliteDatabase } from '#sqlite';
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

type Verdict = Commit | VersionConflict | DuplicateCommand;

/**
 * Group commit: what is asked for in one turn of the event loop becomes durable with one fsync. Appends are judged in the
 * order they were asked for, each by itself: a conflict of one does not touch the others.
 */
export class AppendBatch {
  private waiting: { readonly append: PendingAppend; readonly resolve: (commit: Commit) => void; readonly reject: (reason: unknown) => void }[] = [];
  private readonly headOf;
  private readonly holdsCommand;
  private readonly insert;

  constructor(private readonly database: SqliteDatabase) {
    this.headOf = database.prepare('SELECT max(last_version) AS head FROM commits WHERE stream = ?');
    this.holdsCommand = database.prepare('SELECT 1 FROM commits WHERE stream = ? AND command_id = ?');
    this.insert = database.prepare(`
      INSERT INTO commits (stream, first_version, last_version, command_id, fingerprint, events, appended_at) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  }

  add(append: PendingAppend): Promise<Commit> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => { this.flush(); });
      this.waiting.push({ append, resolve, reject });
    });
  }

  /** Judges and writes what waits, now. A failure of the database itself fails all of it: nothing was written. */
  flush(): void {
    const batch = this.waiting.splice(0);
    if (batch.length === 0) return;
    try {
      const verdicts = transaction(this.database, () => batch.map(({ append }) => this.judge(append)));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const verdict = verdicts[index];
        if (verdict === undefined || verdict instanceof Error) reject(verdict);
        else resolve(verdict);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** A refusal is returned, not thrown: only what the database itself throws may roll the others back. */
  private judge({ stream, expectedVersion, events, envelopes, commandId, fingerprint }: PendingAppend): Verdict {
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
