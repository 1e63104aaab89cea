import { type OwnerId, type Position } from '#contracts';

/** Brings commits to key-events: leaderless, each stream in version order. */
export interface StreamPublisher {
  /**
   * Publishes what is unpublished in `stream`, in order, and resolves with the position of the commit that holds `version`,
   * once it is acknowledged. Calls for one stream share their work.
   * @throws RangeError when the stream has no such version.
   */
  publish(stream: OwnerId, version: number): Promise<Position>;
}

export const STREAM_PUBLISHER = Symbol('StreamPublisher');
