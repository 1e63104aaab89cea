/** An endpoint that the route table knows. */
export interface KnownEndpoint {
  readonly method: string;
  /** As `canonicalPath` returns it. */
  readonly path: string;
  /** The row of the route table, such as `/api/reports/{id}`. */
  readonly route: string;
}

/** A verdict on a key that is known: what is counted as its use. */
export interface VerdictSeen {
  readonly keyId: string;
  /** No other key has it: uses are counted by it alone. */
  readonly credentialId: string;
  readonly accepted: boolean;
  /** What was asked for, when the route table knows it; null when it does not, or no endpoint was asked for. */
  readonly endpoint: KnownEndpoint | null;
  /** Milliseconds since the epoch, by the domain's clock. */
  readonly at: number;
}
