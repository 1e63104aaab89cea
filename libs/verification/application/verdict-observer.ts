import { type VerdictSeen } from '#contracts';
import { type Verdict } from '../domain/judge.js';

/** Is called with every verdict on a known key, right before it leaves. Must be quick and must not throw. */
export type VerdictObserver = (seen: VerdictSeen) => void;

export function verdictSeen(verdict: Verdict, at: number): VerdictSeen | null {
  if (verdict.outcome === 'unavailable' || verdict.credential === null) return null;
  const {
    credential: { keyId, credentialId },
    endpoint,
  } = verdict;
  return { keyId, credentialId, accepted: verdict.outcome === 'accepted', endpoint, at };
}
