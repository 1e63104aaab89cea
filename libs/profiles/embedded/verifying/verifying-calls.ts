import { type IncomingRecord, type OutgoingRecord, type Position, type Positions } from '#contracts';
import { type SqliteVerificationStore } from '#verification/adapters/sqlite';

/** What a thread that gives verdicts asks of the main thread. */
export type VerifyingHost = Readonly<{
  send: (asked: {
    readonly topic: string;
    readonly records: readonly OutgoingRecord[];
  }) => Promise<readonly Position[]>;
  /** Where the topic `verifiers` ends. */
  endOfRegistry: (asked: null) => Promise<Positions>;
  /** Has the records of `verifiers` handed over, by `registry` with the same id. */
  follow: (asked: { readonly id: number; readonly after: Positions }) => Promise<void>;
  unfollow: (id: number) => Promise<void>;
  /** Writes to the read model. */
  apply: (asked: Parameters<SqliteVerificationStore['apply']>) => Promise<void>;
}>;

/** What the main thread asks of it. */
export type VerifyingCalls = Readonly<{
  /** key-events has more records. */
  grown: (asked: null) => void;
  registry: (asked: { readonly id: number; readonly records: readonly IncomingRecord[] }) => Promise<void>;
}>;
