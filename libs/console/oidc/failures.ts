import { Problem } from '#contracts';
import { z } from 'zod';

/** How a sign-in can end other than well, as people see it. */
export const FAILURES = {
  refused: {
    status: 403,
    title: 'You were not signed in',
    text: 'The sign-in was cancelled, or your sign-in provider did not allow it.',
  },
  outdated: {
    status: 400,
    title: 'This sign-in is over',
    text: 'It was used before, took longer than ten minutes, or another one was begun in this browser meanwhile.',
  },
  unavailable: {
    status: 503,
    title: 'Your sign-in provider does not answer',
    text: 'Keyward could not reach it. Your keys go on working. Wait a moment, then try again.',
  },
  unexpected: {
    status: 502,
    title: 'Your sign-in provider gave an answer that Keyward cannot use',
    text: 'Trying again may help. If it does not, tell the people who run Keyward: its log says what was wrong.',
  },
  clock: {
    status: 502,
    title: 'Two clocks do not agree',
    text: 'By the clock of Keyward, what your sign-in provider issued is not valid now. Tell the people who run Keyward to compare the clocks.',
  },
  account: {
    status: 403,
    title: 'Your account cannot use this page',
    text: 'What your sign-in provider says of you lacks what Keyward needs, such as your organization or your role. Tell the people who run Keyward: its log says what is missing.',
  },
  size: {
    status: 502,
    title: 'Your sign-in provider says too much',
    text: 'What it issued for you does not fit into a cookie. Tell the people who run Keyward to have it put fewer claims into the ID token.',
  },
} as const satisfies Readonly<
  Record<string, { readonly status: number; readonly title: string; readonly text: string }>
>;

export type Failure = keyof typeof FAILURES;

export function isFailure(text: string): text is Failure {
  return Object.hasOwn(FAILURES, text);
}

/** Somebody was not signed in. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';

  /** `reason`: for the log, in a few words that hold nothing of a token. */
  constructor(
    readonly failure: Failure,
    readonly reason: string,
  ) {
    super(`${failure}: ${reason}`);
  }
}

/** What openid-client throws, as far as that is safe to show: its messages and causes quote answers. */
const providerError = z.looseObject({
  code: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .catch('unknown'),
  error: z
    .string()
    .regex(/^\w{1,60}$/)
    .optional()
    .catch(undefined),
  status: z.number().optional().catch(undefined),
});
const SERVER_FAULT = 500;
const UNREACHABLE = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];
const PASSING = ['temporarily_unavailable', 'server_error'];

/** Which failure it is that the provider, or a check of what it issued, has thrown. */
export function failureOf(thrown: unknown): SignInFailed {
  if (thrown instanceof SignInFailed) return thrown;
  if (thrown instanceof Problem) return new SignInFailed(ofProblem(thrown), thrown.detail);
  if (isFetchFailure(thrown)) return new SignInFailed('unavailable', 'the provider cannot be reached');
  const { code, error, status = 0 } = providerError.catch({ code: 'unknown' }).parse(thrown);
  const reason = error === undefined ? code : `${code}: ${error}`;
  if (error === 'access_denied') return new SignInFailed('refused', reason);
  // a code or a refresh token that was used or is too old
  if (error === 'invalid_grant') return new SignInFailed('outdated', reason);
  if (UNREACHABLE.includes(code) || status >= SERVER_FAULT || (error !== undefined && PASSING.includes(error)))
    return new SignInFailed('unavailable', reason);
  return new SignInFailed(code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' ? 'clock' : 'unexpected', reason);
}

/** What fetch throws when there is no answer, or openid-client around it. */
function isFetchFailure(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false;
  return (
    ('message' in thrown && thrown.message === 'fetch failed') || ('cause' in thrown && isFetchFailure(thrown.cause))
  );
}

function ofProblem({ code, detail }: Problem): Failure {
  if (code === 'not-ready') return 'unavailable';
  if (code === 'token-expired' || /^The token’s (?:iat|exp|nbf) |not valid yet/.test(detail)) return 'clock';
  return /^The token’s (?:sub|org|role)/.test(detail) ? 'account' : 'unexpected';
}
