import {
  orgIdOf,
  type AcceptedAnswer,
  type UnavailableAnswer,
  type VerifyAnswer,
  type VerifyBatchAnswer,
} from '#contracts';
import { type Accepted, type Refused, type Verdict } from './judge.js';

/** The verdict in the words of the contract, for callers over HTTP and RPC. */
export function answerOf(verdict: Accepted | Refused): VerifyAnswer {
  return verdict.outcome === 'refused' ? verdict.answer : acceptedAnswer(verdict);
}

const UNAVAILABLE_ANSWER: UnavailableAnswer = { valid: false, code: 'verdict-unavailable' };

/** One that could not be given says so in its place. */
export function batchAnswerOf(verdicts: readonly Verdict[]): VerifyBatchAnswer {
  return {
    results: verdicts.map((verdict) => (verdict.outcome === 'unavailable' ? UNAVAILABLE_ANSWER : answerOf(verdict))),
  };
}

function acceptedAnswer({ credential, role, permissions }: Accepted): AcceptedAnswer {
  const { keyId, credentialId, ownerId, scope, mode, expiresAt, activeUntil } = credential;
  return {
    valid: true,
    code: 'valid',
    keyId,
    credentialId,
    ownerId,
    orgId: orgIdOf(ownerId),
    scope,
    mode,
    role,
    permissions: [...permissions],
    expiresAt,
    activeUntil,
  };
}
