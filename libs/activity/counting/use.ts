/** A verdict on a key that is known: what is counted. */
export interface Use {
  readonly keyId: string;
  /** No other key has it: uses are counted by it alone. */
  readonly credentialId: string;
  readonly accepted: boolean;
  /**
   * What was asked for; null when no endpoint was told, or the route table has no row for it. `route`: that row's
   * template.
   */
  readonly endpoint: { readonly method: string; readonly path: string; readonly route: string } | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
