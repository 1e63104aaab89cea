import { PROBLEM_STATUSES, PROBLEM_STATUSES_FOR_KEY } from './problem-statuses.js';
import { type Problem, PROBLEMS, type ProblemCode } from './problems.js';
import { KEY_CHALLENGE, KeyRefusal } from './verify/refusal-problem.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/**
 * A problem as an answer shows it, over any transport (RFC 9457). Members beyond these are the problem's own.
 */
export interface PublicProblem extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
}

/** The HTTP status that a problem is answered with. */
export function statusOf(problem: Problem): number {
  const forKey = problem instanceof KeyRefusal ? PROBLEM_STATUSES_FOR_KEY[problem.code] : undefined;
  return forKey ?? PROBLEM_STATUSES[problem.code];
}

export function publicProblem(problem: Problem): PublicProblem {
  const { code, detail, extensions } = problem;
  return {
    ...extensions,
    type: `urn:keyward:error:${code}`,
    title: PROBLEMS[code].title,
    status: statusOf(problem),
    detail,
    code,
  };
}

const CHALLENGES: Partial<Record<ProblemCode, string>> = {
  'token-missing': 'Bearer',
  'token-invalid': 'Bearer error="invalid_token"',
  'token-expired': 'Bearer error="invalid_token", error_description="expired"',
  'service-token-invalid': 'Bearer',
  'gateway-token-invalid': 'X-Gateway-Token',
};

/**
 * The headers that go with it: media type, the challenge of a 401, and when to try again after a 429 or 503
 * (`retryAfter` of the problem, in seconds).
 */
export function problemHeaders(problem: Problem): Readonly<Record<string, string>> {
  const {
    code,
    extensions: { retryAfter },
  } = problem;
  const status = statusOf(problem);
  return {
    'content-type': PROBLEM_MEDIA_TYPE,
    'cache-control': 'no-store',
    ...(status === 401 && { 'www-authenticate': CHALLENGES[code] ?? KEY_CHALLENGE }),
    ...((status === 429 || status === 503) && {
      'retry-after': typeof retryAfter === 'number' ? String(Math.max(1, Math.ceil(retryAfter))) : '1',
    }),
  };
}
