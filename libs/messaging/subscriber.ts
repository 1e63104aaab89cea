import { type IncomingRecord, type Positions } from '#contracts';

/** Thrown by a handler when the same batch may succeed later: it is handed over again, in place, with back-off. */
export class Retryable extends Error {
  override readonly name = 'Retryable';
}

/**
 * Thrown by a handler for the one `record` that will never succeed: it is dead-lettered and its key parked (mode
 * `group` only).
 */
export class Permanent extends Error {
  override readonly name = 'Permanent';
  constructor(
    readonly record: IncomingRecord,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

export type RecordsHandler = (records: readonly IncomingRecord[]) => Promise<void>;

interface SubscriptionOptions {
  readonly topic: string;
  /**
   * Gets batches of at least one record, one batch at a time, the records of one partition in order. At least once: a
   * batch, or a part of it, may come again after a crash, a retry or a rebalance. What it throws: Retryable → again in
   * place with back-off; Permanent → see there; anything else ends the subscription (`failed` rejects; the process must
   * not stay healthy), and so does a record without a key, after what stands before it was handled.
   */
  readonly handle: RecordsHandler;
}

/** Every process gets a share of the partitions; the group's offset is committed only after `handle` is done. */
export interface GroupOptions extends SubscriptionOptions {
  readonly mode: 'group';
  readonly group: string;
  /**
   * What a dead letter means for its key. `park`: later records of the key are skipped (per group, remembered across
   * restarts and rebalances) until the key is republished, while all other keys flow. `skip`: only the record itself
   * is.
   */
  readonly onPermanent: 'park' | 'skip';
}

/** Every process gets every record, from its own position on; nothing is committed. */
export interface BroadcastOptions extends SubscriptionOptions {
  readonly mode: 'broadcast';
  /**
   * The last positions already handled; a missing partition starts at its beginning. `{}`: from the start of what the
   * topic holds. A position outside what the topic still holds rejects `subscribe` with RebuildNeeded.
   */
  readonly after: Positions;
}

/** The topic no longer holds what follows the checkpoint: the read model must be rebuilt. */
export class RebuildNeeded extends Error {
  override readonly name = 'RebuildNeeded';
}

export interface Subscription {
  /** Rejects when the consumer has died for good; never resolves. */
  readonly failed: Promise<never>;
  /**
   * Stops after the batch that is being handled; one that waits for a retry comes again later. Not to be awaited by the
   * handler itself.
   */
  close(): Promise<void>;
}

export interface Subscriber {
  /** Resolves when records are being consumed. */
  subscribe(options: GroupOptions | BroadcastOptions): Promise<Subscription>;
  /** Per partition, the offset of the topic's last record now; a partition without records is missing. */
  endOf(topic: string): Promise<Positions>;
  /**
   * Per partition, the offset up to which `group` has handled `topic`, whichever process did; what it skipped or
   * dead-lettered counts. A partition of which it has handled nothing is missing.
   */
  handledBy(group: string, topic: string): Promise<Positions>;
  close(): Promise<void>;
}
