/**
 * A record to be sent. `key` decides its partition and so its order; a null `value` is a tombstone. Headers are ASCII.
 */
export interface OutgoingRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

/** A record as it was read from a topic. */
export interface IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
  /** When the log took it. */
  readonly timestamp: Date;
}
