import { type OwnerId, type Position } from '#contracts';
import { token } from '#process';

/** Brings commits to key-events: leaderless, each stream in version order. */
export interface StreamPublisher {
  /**
   * Publishes what is unpublished in `stream`, in order, and resolves with the position of the commit that holds
   * `version`, once it is acknowledged. Calls for one stream share their work. It waits for as long as the log takes
   * nothing: a caller that has to answer earlier bounds that itself, the commit is published all the same.
   * @throws RangeError when the stream has no such version.
   * @throws PublishingStopped when the process shuts down first: the commit is published at the next start.
   */
  publish(stream: OwnerId, version: number): Promise<Position>;
}

export const STREAM_PUBLISHER = token<StreamPublisher>('StreamPublisher');
