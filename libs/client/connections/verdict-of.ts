import { verifyAnswer, type VerifyAnswer } from '#contracts';
import { VerdictUnavailable } from '../key-verifier.js';
import { NoVerdict } from './balancer.js';

/** @throws VerdictUnavailable when it is none. */
export function verdictOf(answer: unknown): VerifyAnswer {
  const verdict = verifyAnswer.safeParse(answer);
  if (!verdict.success) throw new VerdictUnavailable('verification answered something that is not a verdict');
  return verdict.data;
}

/** Whatever kept a question from being answered, as the port says it. */
export function unavailable(error: unknown): VerdictUnavailable {
  if (error instanceof VerdictUnavailable) return error;
  if (error instanceof NoVerdict) return new VerdictUnavailable(error.message, error.retryAfterSeconds);
  return new VerdictUnavailable('verification could not be asked', 1, { cause: error });
}
