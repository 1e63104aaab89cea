import { type OwnerId, type Position } from '#contracts';
import { type EventStore, type StoredCommit } from '../event-store.js';
import { type PublishingObserver } from './publishing-observer.js';

interface PublishedPosition {
  readonly stream: OwnerId;
  readonly firstVersion: number;
  readonly position: Position;
}

/**
 * Positions that were acknowledged and are not in the store yet. They are written in batches, after the answers: a
 * crash before that only means that the commits are sent a second time.
 */
export class UnsavedPositions {
  private readonly positions = new Map<string, PublishedPosition>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private failures = 0;

  constructor(
    private readonly store: EventStore,
    private readonly delayMs: number,
    private readonly observer: PublishingObserver,
  ) {}

  positionOf(commit: StoredCommit): Position | undefined {
    return this.positions.get(keyOf(commit))?.position;
  }

  add({ stream, firstVersion }: StoredCommit, position: Position): void {
    this.positions.set(keyOf({ stream, firstVersion }), { stream, firstVersion, position });
    this.timer ??= setTimeout(() => {
      void this.flush();
    }, this.delayMs);
  }

  /** Writes what is known so far. What the store does not take now is tried again with the next batch. */
  async flush(): Promise<void> {
    while (this.writing !== undefined) await this.writing;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.positions.size === 0) return;
    this.writing = this.write([...this.positions.values()]);
    await this.writing;
    this.writing = undefined;
  }

  private async write(batch: readonly PublishedPosition[]): Promise<void> {
    try {
      await this.store.savePositions(batch);
      for (const each of batch) this.positions.delete(keyOf(each));
      this.failures = 0;
    } catch (error) {
      this.observer.failed?.({ step: 'save positions', stream: null, attempt: ++this.failures, error });
    }
  }
}

function keyOf({ stream, firstVersion }: { readonly stream: OwnerId; readonly firstVersion: number }): string {
  return `${stream}@${String(firstVersion)}`;
}
