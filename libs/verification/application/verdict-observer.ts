import { type OwnerId } from '#contracts';
import { codeOf, type KnownEndpoint, type Verdict } from '../domain/judge.js';

/** A verdict on a key that is known. */
export interface SeenVerdict {
  readonly keyId: string;
  readonly credentialId: string;
  readonly ownerId: OwnerId;
  readonly accepted: boolean;
  readonly code: ReturnType<typeof codeOf>;
  /** What was asked for, when the route table knows it; null when it does not, or no endpoint was asked for. */
  readonly endpoint: KnownEndpoint | null;
  /** Milliseconds since the epoch, by the domain's clock. */
  readonly at: number;
}

/** Is told every verdict on a known key, right before it leaves. Must be quick and must not throw. */
export type VerdictObserver = (seen: SeenVerdict) => void;

export function seenVerdict(verdict: Verdict, at: number): SeenVerdict | null {
  if (verdict.outcome === 'unavailable' || verdict.credential === null) return null;
  const {
    credential: { keyId, credentialId, ownerId },
    endpoint,
  } = verdict;
  return {
    keyId,
    credentialId,
    ownerId,
    accepted: verdict.outcome === 'accepted',
    code: codeOf(verdict),
    endpoint,
    at,
  };
}
