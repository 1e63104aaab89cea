import { type OutgoingRecord, type Position } from '#contracts';

export interface Publisher {
  /**
   * Appends `records` to `topic`, those of one key in the given order. Resolves when all are durable, with their
   * positions in the order of `records`. A rejected send may still have been taken, whole or in part: send it again,
   * consumers drop what they have seen. Rejects with UnknownTopic when the topic is not defined. Callers send records
   * of one key one call at a time: two calls under way at once have no order.
   */
  send(topic: string, records: readonly OutgoingRecord[]): Promise<readonly Position[]>;
  close(): Promise<void>;
}
