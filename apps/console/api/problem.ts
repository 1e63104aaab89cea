import { type components } from './openapi.gen';

type Problem = components['schemas']['Problem'];

/**
 * Keyward refused a call, or did not answer it: then `code` is `no-answer`, and nobody knows whether the change was
 * made.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly code: Problem['code'] | 'no-answer',
    readonly detail: string,
    readonly requestId: string | null,
    /** When to try again, in milliseconds; null when Keyward did not say. */
    readonly retryAfterMs: number | null,
  ) {
    super(detail);
  }

  /** Trying the same again may help. */
  get isPassing(): boolean {
    return [
      'no-answer',
      'not-ready',
      'too-many-requests',
      'change-limit-reached',
      'stream-unreadable',
      'concurrent-change',
      'internal',
    ].includes(this.code);
  }
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a call answered. @throws ApiProblem */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw Object.assign(new ApiProblem('no-answer', '', null, null), { cause });
  });
  if (data !== undefined) return data;
  if (response.ok) throw new ApiProblem('no-answer', '', response.headers.get('x-request-id'), null);
  throw problemOf(error, response);
}

/** For a call that answers without a body. @throws ApiProblem */
export async function doneBy(call: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await call.catch((cause: unknown) => {
    throw Object.assign(new ApiProblem('no-answer', '', null, null), { cause });
  });
  if (!response.ok) throw problemOf(error, response);
}

function problemOf(error: unknown, response: Response): ApiProblem {
  const requestId = response.headers.get('x-request-id');
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : null;
  return isProblem(error)
    ? new ApiProblem(error.code, error.detail, requestId, retryAfterMs)
    : new ApiProblem('no-answer', '', requestId, retryAfterMs);
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}
