import { type Problem, PROBLEMS, type ProblemCode } from './problems.js';
import { KEY_CHALLENGE } from './verify/refusal-problem.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** What there is to tell of a problem, whatever it is told over (RFC 9457). Members beyond these are the problem's own. */
export interface PublicProblem extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
}

export function publicProblem({ code, detail, extensions, status }: Problem): PublicProblem {
  return { ...extensions, type: `urn:keyward:error:${code}`, title: PROBLEMS[code].title, status, detail, code };
}

const CHALLENGES: Partial<Record<ProblemCode, string>> = {
  'token-missing': 'Bearer',
  'token-invalid': 'Bearer error="invalid_token"',
  'token-expired': 'Bearer error="invalid_token", error_description="expired"',
  'service-token-invalid': 'Bearer',
  'gateway-token-invalid': 'X-Gateway-Token',
};

/** The headers that go with it: media type, the challenge of a 401, and when to try again after a 429 or 503 (`retryAfter` of the problem, in seconds). */
export function problemHeaders({ code, status, extensions: { retryAfter } }: Problem): Readonly<Record<string, string>> {
  return {
    'content-type': PROBLEM_MEDIA_TYPE,
    'cache-control': 'no-store',
    ...(status === 401 && { 'www-authenticate': CHALLENGES[code] ?? KEY_CHALLENGE }),
    ...((status === 429 || status === 503) && { 'retry-after': typeof retryAfter === 'number' ? String(Math.max(1, Math.ceil(retryAfter))) : '1' }),
  };
}
