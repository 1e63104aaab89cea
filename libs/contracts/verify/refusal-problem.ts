import { Problem } from '../problems.js';
import { type RefusedAnswer } from './verdict.js';

/** The `WWW-Authenticate` of every 401 to somebody who should have sent a key. */
export const KEY_CHALLENGE = 'ApiKey header="X-API-Key", Bearer';

/** A refusal as the sender of the key gets it. */
export class KeyRefusal extends Problem {}

/** 401 where the key does not work, 403 where it may not do this. */
export function refusalProblem(answer: RefusedAnswer): KeyRefusal {
  if (answer.code !== 'permission-denied') return new KeyRefusal(answer.code);
  const { code, permission, reason } = answer;
  const because = reason === 'role' ? 'its owner’s role does not include it' : 'no key of its scope may do this';
  return new KeyRefusal(code, `The key lacks ${permission}: ${because}.`, { permission, reason });
}
