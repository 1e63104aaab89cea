/** What a change's answer says about its reach. */
export interface Propagation {
  /**
   * `"partition:offset"` of the change on key-events; null when the owner's stream is empty, so that nothing can be
   * waited for, and (not confirmed) while the change is not there yet.
   */
  readonly position: string | null;
  /** True when no replica can still answer from before the change. */
  readonly confirmed: boolean;
  /** How many replicas were in the registry when the change was confirmed or the wait ended. */
  readonly replicas: number;
  readonly waitedMs: number;
}
