/** The replica's side of confirmed revocation: membership in the registry, and the right to answer. */
export interface ReplicaLease {
  /** Rejects when the registry can no longer be followed; never resolves. The process must not stay healthy then. */
  readonly failed: Promise<never>;
  /**
   * Joins the registry, resolves when this replica serves. Call it once the replica has caught up with key-events.
   * Re-joins by itself after a removal.
   */
  join(): Promise<void>;
  /** To be called when the applied positions moved: renews at once. */
  advanced(): void;
  /**
   * Whether a verdict may leave now. Judged from both clocks at each call; call it after the request arrived and right
   * before the answer leaves.
   */
  mayAnswer(): boolean;
  /** Stops answering, then leaves the registry. Idempotent. */
  leave(): Promise<void>;
}
