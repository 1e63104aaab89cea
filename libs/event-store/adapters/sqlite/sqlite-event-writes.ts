import { type OwnerId, type Position } from '#contracts';
import { GroupCommit, type SqliteDatabase, transaction, whenFree } from '#sqlite';
import { type PlacedCommit } from '../../event-history.js';
import { type AppendVerdict, AppendWriter, type PendingAppend, type PublishedInline } from './append-writer.js';

export interface SavedPosition {
  readonly stream: OwnerId;
  readonly firstVersion: number;
  readonly position: Position;
}

/** What an event store writes. */
export interface EventWrites {
  /** A refusal is returned, or thrown. */
  append(asked: PendingAppend): Promise<AppendVerdict>;
  savePositions(published: readonly SavedPosition[]): Promise<void>;
  addPast(commits: readonly PlacedCommit[]): Promise<void>;
  /** Writes what waits. */
  flush(): void;
}

/** Over a connection of this thread. */
export class SqliteEventWrites implements EventWrites {
  private readonly appends: GroupCommit<PendingAppend, AppendVerdict>;
  private readonly writer: AppendWriter;
  private readonly mark;

  constructor(
    private readonly database: SqliteDatabase,
    inline: PublishedInline | null,
  ) {
    this.writer = new AppendWriter(database, inline);
    this.appends = new GroupCommit(database, (append) => this.writer.write(append));
    this.mark = database.prepare(
      'UPDATE commits SET partition = ?, offset = ? WHERE stream = ? AND first_version = ? AND partition IS NULL',
    );
  }

  append(asked: PendingAppend): Promise<AppendVerdict> {
    return this.appends.add(asked);
  }

  savePositions(published: readonly SavedPosition[]): Promise<void> {
    return whenFree(() => {
      if (published.length === 0) return;
      transaction(this.database, () => {
        for (const { stream, firstVersion, position } of published)
          this.mark.run(position.partition, position.offset, stream, firstVersion);
      });
    });
  }

  addPast(commits: readonly PlacedCommit[]): Promise<void> {
    return whenFree(() => {
      transaction(this.database, () => {
        for (const commit of commits) this.writer.writePast(commit);
      });
    });
  }

  flush(): void {
    this.appends.flush();
  }
}
