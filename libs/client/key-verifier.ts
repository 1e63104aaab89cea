import { type VerifyAnswer, type VerifyRequest } from '#contracts';

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
