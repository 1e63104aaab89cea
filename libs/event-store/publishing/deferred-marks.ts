import { type OwnerId, type Position } from '#contracts';
import { type EventStore, type StoredCommit } from '../event-store.js';
import { type PublishingObserver } from './publishing-observer.js';

interface Mark {
  readonly stream: OwnerId;
  readonly firstVersion: number;
  readonly position: Position;
}

/**
 * Positions that were acknowledged and are not in the store yet. They are written in batches, behind the answers: a
 * crash before that costs a second sending, nothing else.
 */
export class DeferredMarks {
  private readonly marks = new Map<string, Mark>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private failures = 0;

  constructor(
    private readonly store: EventStore,
    private readonly delayMs: number,
    private readonly observer: PublishingObserver,
  ) {}

  positionOf(commit: StoredCommit): Position | undefined {
    return this.marks.get(keyOf(commit))?.position;
  }

  add({ stream, firstVersion }: StoredCommit, position: Position): void {
    this.marks.set(keyOf({ stream, firstVersion }), { stream, firstVersion, position });
    this.timer ??= setTimeout(() => {
      void this.flush();
    }, this.delayMs);
  }

  /** Writes what is known so far. What the store does not take now is tried again with the next batch. */
  async flush(): Promise<void> {
    while (this.writing !== undefined) await this.writing;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.marks.size === 0) return;
    this.writing = this.write([...this.marks.values()]);
    await this.writing;
    this.writing = undefined;
  }

  private async write(batch: readonly Mark[]): Promise<void> {
    try {
      await this.store.markPublished(batch);
      for (const mark of batch) this.marks.delete(keyOf(mark));
      this.failures = 0;
    } catch (error) {
      this.observer.failed?.({ step: 'mark', stream: null, attempt: ++this.failures, error });
    }
  }
}

function keyOf({ stream, firstVersion }: { readonly stream: OwnerId; readonly firstVersion: number }): string {
  return `${stream}@${String(firstVersion)}`;
}
