import { type Positions } from '#contracts';

/** What the topic `verifiers` holds: one order that everybody folds alike. */
export type RegistryRecord =
  /** A replica's new incarnation. It counts as its renewal number 0. */
  | { readonly type: 'joined'; readonly incarnation: string; readonly leaseMs: number; readonly applied: Positions }
  /** `sequence` counts the attempts of this incarnation from 1. */
  | { readonly type: 'renewed'; readonly incarnation: string; readonly sequence: number; readonly applied: Positions }
  /** Sent after the replica has stopped answering. */
  | { readonly type: 'left'; readonly incarnation: string }
  /** Honoured only while `sequence` is still the entry's last. */
  | { readonly type: 'removed'; readonly incarnation: string; readonly sequence: number }
  /**
   * Nothing that follows it counts for this incarnation; what counted before it holds until its lease runs out, or it
   * leaves.
   */
  | { readonly type: 'evicted'; readonly incarnation: string }
  /** A command waits for these positions: a replica that joins behind it has to apply them first. */
  | { readonly type: 'mark'; readonly positions: Positions };
