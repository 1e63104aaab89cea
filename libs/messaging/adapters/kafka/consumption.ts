import { type IncomingRecord } from '#contracts';

/** Of one partition: the offset to be handled next, and the one that the next record to be written will have. */
export interface PartitionProgress {
  readonly next: number;
  readonly end: number;
}

/** By partition. */
export type Progress = ReadonlyMap<number, PartitionProgress>;

/**
 * What a mode makes of a subscription's records. It outlives the consumers that bring them, of which there is one at a
 * time.
 */
export interface Consumption {
  readonly topic: string;
  /** Whether the group's offset is committed behind what was taken. */
  readonly commits: boolean;
  /** Of how many partitions records are led to `take` at once. */
  readonly concurrency: number;
  /** The group of the next consumer. */
  nextGroup(): string;
  /** Called before each consumer. @throws RebuildNeeded when it could not go on where the one before ended. */
  prepare(): Promise<void>;
  /**
   * Per partition, the offset to fetch next, asked at every join; those that are not named start where the group's
   * commits or the topic begin.
   */
  startingPoints(): ReadonlyMap<number, number>;
  /**
   * Handles records of one partition, in order.
   * @throws ConsumptionStopped when `stopped` was aborted while it waited to try again: the records come again.
   * @throws whatever must end the subscription.
   */
  take(records: readonly IncomingRecord[], stopped: AbortSignal): Promise<void>;
  /** How far everything is handled, as of now. Rejects when the brokers cannot be asked. */
  progress(): Promise<Progress>;
  /** Called once the consumer in `group` has ended. Never rejects. */
  retire(group: string): Promise<void>;
}
