import { ownerParts, type AcceptedAnswer, type VerifyAnswer } from '#contracts';
import { type Accepted, type Refused } from './judge.js';

/** The verdict in the words of the contract, for callers over HTTP and RPC. */
export function answerOf(verdict: Accepted | Refused): VerifyAnswer {
  return verdict.outcome === 'refused' ? verdict.answer : acceptedAnswer(verdict);
}

function acceptedAnswer({ credential, role, permissions }: Accepted): AcceptedAnswer {
  const { keyId, credentialId, ownerId, scope, mode, expiresAt, activeUntil } = credential;
  const { orgId } = ownerParts(ownerId);
  return { valid: true, code: 'valid', keyId, credentialId, ownerId, orgId, scope, mode, role, permissions: [...permissions], expiresAt, activeUntil };
}
