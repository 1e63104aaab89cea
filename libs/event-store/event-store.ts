import {
  type Actor,
  type EventEnvelope,
  type KeyringEvent,
  type OwnerId,
  type Position,
  type RecordedEvent,
} from '#contracts';
import { token } from '#process';

/** An event that is not stored yet; the store gives it its version. */
export interface NewEvent {
  readonly event: KeyringEvent;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: Actor;
}

/**
 * What one command appended, atomically. It is its own outbox row: `position` is null until it is known to be
 * published.
 */
export interface Commit {
  readonly stream: OwnerId;
  /** Version of its first event; its events have consecutive versions. */
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly events: readonly RecordedEvent[];
  readonly commandId: string;
  /**
   * Digest of the request that caused it, so that a reused command id with another request is noticed; null if there
   * was none.
   */
  readonly fingerprint: string | null;
  /** Position of its last record on key-events. */
  readonly position: Position | null;
}

/**
 * A commit in its stored form, events unread: what is published must not depend on what this version of the software
 * can read.
 */
export interface StoredCommit {
  readonly stream: OwnerId;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly envelopes: readonly EventEnvelope[];
  readonly position: Position | null;
}

export interface AppendOptions {
  /** Unique in its stream: a retried command finds its first outcome by it. */
  readonly commandId: string;
  readonly fingerprint?: string | null;
}

/**
 * Another append came first: the stream's head is not the expected version. Nothing was written; load again and decide
 * again.
 */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** The stream already holds a commit of this command id. Nothing was written; `commitOf` has the first outcome. */
export class DuplicateCommand extends Error {
  override readonly name = 'DuplicateCommand';
}

/**
 * A stored event that this version of the software cannot read and that may change access: the stream must not be built
 * on.
 */
export class UnreadableStream extends Error {
  override readonly name = 'UnreadableStream';
}

/**
 * The truth: one append-only stream of commits per owner.
 * Reads never return what a fail-over could still undo. Not promised: any order between different streams.
 */
export interface EventStore {
  /**
   * The commits of `stream` that hold a version above `afterVersion` (0: all), in version order; empty when there are
   * none. `events` leaves out those that this version of the software may pass over, `lastVersion` counts them.
   * @param limit how many commits at most; all of them if it is left out.
   * @throws UnreadableStream
   */
  read(stream: OwnerId, afterVersion: number, limit?: number): Promise<readonly Commit[]>;

  /**
   * Of `stream` the commits whose first versions these are, in version order, without those that are not there.
   * @throws UnreadableStream
   */
  commitsAt(stream: OwnerId, firstVersions: readonly number[]): Promise<readonly Commit[]>;

  /** The commit that command `commandId` appended to `stream`, if it did. */
  commitOf(stream: OwnerId, commandId: string): Promise<Commit | undefined>;

  /**
   * A stream that holds a commit of command `commandId`, so that an id which was meant for one stream is noticed in
   * another. Not promised: that of two appends to different streams at the same instant either is noticed by the other.
   */
  streamOf(commandId: string): Promise<OwnerId | undefined>;

  /**
   * Appends `events` (at least one) to `stream` in one atomic step, durable when the promise resolves.
   * @param expectedVersion version of the last event the caller has seen; 0 for a stream that must not exist yet.
   * @throws TypeError when an event does not fit its schema: what could not be read back is never stored.
   * @throws VersionConflict when the head is another version, above or below. Nothing was written.
   * @throws DuplicateCommand when the stream already holds `commandId`. Nothing was written. Both can be true at once:
   * then either is thrown, so a caller looks `commandId` up after both.
   */
  append(
    stream: OwnerId,
    expectedVersion: number,
    events: readonly NewEvent[],
    options: AppendOptions,
  ): Promise<Commit>;

  /**
   * As `read`, in stored form: for publishing. @throws UnreadableStream when what is stored is not even an envelope.
   */
  readStored(stream: OwnerId, afterVersion: number): Promise<readonly StoredCommit[]>;

  /** The commits of `stream` without a position, in version order. @throws UnreadableStream as `readStored` does. */
  unpublishedOf(stream: OwnerId): Promise<readonly StoredCommit[]>;

  /**
   * Up to `limit` streams that hold a commit without a position, appended before `before` (wall clock); oldest first.
   */
  streamsWithUnpublished(before: Date, limit: number): Promise<readonly OwnerId[]>;

  /**
   * Up to `limit` streams with a commit appended at or after `at` (wall clock of the appending process), in the order
   * of their names (code units), those behind `after` only: the next page follows the last of this one. null: the first
   * page.
   */
  streamsSince(at: Date, after: OwnerId | null, limit: number): Promise<readonly OwnerId[]>;

  /**
   * Up to `limit` streams of organisation `orgId`, in the order of their names (code units), those behind `after` only:
   * the next page follows the last of this one. null: the first page.
   */
  streamsOfOrg(orgId: string, after: OwnerId | null, limit: number): Promise<readonly OwnerId[]>;

  /** Saves where commits were published. A position that is already saved stays. */
  savePositions(
    published: readonly { readonly stream: OwnerId; readonly firstVersion: number; readonly position: Position }[],
  ): Promise<void>;

  /** How many commits have no position (for metrics). */
  countUnpublished(): Promise<number>;

  /**
   * When the oldest commit without a position was appended (wall clock of the appending process); null: every commit has
   * one (for metrics).
   */
  oldestUnpublished(): Promise<Date | null>;

  close(): Promise<void>;
}

export const EVENT_STORE = token<EventStore>('EventStore');
