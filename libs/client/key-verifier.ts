import { type BatchAnswer, type VerifyAnswer, type VerifyRequest } from '#contracts';

/** Nobody could tell whether the key is good. Treat it as not accepted, and ask again later. */
export class VerdictUnavailable extends Error {
  override readonly name = 'VerdictUnavailable';

  constructor(
    reason: string,
    readonly retryAfterSeconds = 1,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

/** Whom a service asks about a key: over HTTP, over RPC or in its own process. */
export interface KeyVerifier {
  /** @throws VerdictUnavailable, and nothing else. */
  verify(request: VerifyRequest): Promise<VerifyAnswer>;
}

/** One that takes many questions at once, too. */
export interface BatchKeyVerifier extends KeyVerifier {
  /**
   * Answers in the order of `requests`, of which there may be any number. One that has no verdict while others have is
   * `{ valid: false, code: 'verdict-unavailable' }` in its place.
   * @throws VerdictUnavailable, and nothing else: when there is no verdict at all, or some could not be asked for.
   */
  verifyBatch(requests: readonly VerifyRequest[]): Promise<readonly BatchAnswer[]>;
}
