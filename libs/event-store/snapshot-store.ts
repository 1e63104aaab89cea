import { type OwnerId } from '#contracts';
import { token } from '#process';

/** What somebody made of a stream up to some version, as text: never the truth, which is the stream. */
export interface Snapshot {
  readonly stream: OwnerId;
  /** What wrote it, so that nothing else reads it. */
  readonly format: string;
  readonly content: string;
}

/**
 * Keeps one snapshot of each stream beside the streams. Any of them may be lost, or be older than the last one that was
 * saved: whoever reads one proves it.
 */
export interface SnapshotStore {
  /** The snapshot of `stream` that was written in `format`, if the newest one was. */
  find(stream: OwnerId, format: string): Promise<string | undefined>;

  /** Takes the place of the stream's snapshot, whatever its format. */
  save(snapshot: Snapshot): Promise<void>;

  close(): Promise<void>;
}

export const SNAPSHOT_STORE = token<SnapshotStore>('SnapshotStore');
