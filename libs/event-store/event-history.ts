import { type EventEnvelope, type OwnerId, type Position } from '#contracts';

/** A commit in its stored form, with all that belongs to it in whichever store it is. */
export interface PastCommit {
  readonly stream: OwnerId;
  readonly firstVersion: number;
  readonly commandId: string;
  readonly fingerprint: string | null;
  /** Wall clock of the process that appended it. */
  readonly appendedAt: Date;
  /** At least one. */
  readonly envelopes: readonly EventEnvelope[];
}

/** Where it stands on the log, too; null: nowhere yet. */
export interface PlacedCommit extends PastCommit {
  readonly position: Position | null;
}

/** The whole past of an event store, for those who carry it into another one. */
export interface EventHistory {
  /**
   * Every commit, by stream in the order of their names (code units), each stream in version order. A stream that is
   * written to meanwhile comes as it was at some instant; one that is new may be left out.
   * @throws UnreadableStream when what is stored is not even an envelope.
   */
  commits(): AsyncIterable<PastCommit>;

  /**
   * Adds `commits`, each of which follows the head of its stream, durably. Those with a position are marked as
   * published there; the others are published by the store itself, or at the next start.
   * @throws VersionConflict at the first that does not follow: those before it may be written, nothing behind it.
   */
  addPast(commits: readonly PlacedCommit[]): Promise<void>;
}

export function lastVersionOf({ firstVersion, envelopes }: Pick<PastCommit, 'firstVersion' | 'envelopes'>): number {
  return firstVersion + envelopes.length - 1;
}
