import { Problem, refusalProblem } from '#contracts';
import { presentedCredential } from '#key-secret';
import { type Question, type Refused, type Unavailable, type Verdict } from '../domain/judge.js';
import { type Door } from './doors.js';
import { type Verifier } from './verifier.js';

/** May a request pass that bears these headers and asks for this endpoint? A code: it bears no key, or two. */
export type Authorize = (
  /** name, value, name, value, … as they came. */
  rawHeaders: readonly string[],
  /** Is called when there is a key. */
  endpoint: () => NonNullable<Question['endpoint']>,
  door: Door,
  /** Of `performance.now()`. */
  arrivedAt: number,
) => Verdict | Promise<Verdict> | 'key-missing' | 'key-ambiguous';

const RULES = { takesUserTokens: false };

/** What gateways ask, by whichever way: the key is judged before the route. */
export function authorizeWith(verifier: Pick<Verifier, 'verify'>): Authorize {
  return (rawHeaders, endpoint, door, arrivedAt) => {
    const presented = presentedCredential(rawHeaders, RULES);
    if (presented.kind !== 'key') return presented.kind === 'ambiguous' ? 'key-ambiguous' : 'key-missing';
    return verifier.verify(presented.key, { endpoint: endpoint() }, door, arrivedAt);
  };
}

/** What the sender of the key is answered in place of what it asked for. */
export function problemOfVerdict(verdict: Refused | Unavailable): Problem {
  return verdict.outcome === 'refused' ? refusalProblem(verdict.answer) : new Problem('verdict-unavailable');
}
