import { HttpException } from '@nestjs/common';
import { Problem, type ProblemCode } from '#contracts';

/** What a framework refuses by itself, before any of our own code. */
const REFUSED_BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'token-missing', 403: 'forbidden', 404: 'not-found', 405: 'not-found', 408: 'request-timeout', 413: 'request-too-large', 414: 'invalid-request',
  415: 'unsupported-media-type', 429: 'too-many-requests', 431: 'headers-too-large', 503: 'not-ready',
};

const DETAILS: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The path cannot be read: a % must be followed by two hexadecimal digits.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the path is too long.',
};

/** The problem that `error` is to the caller; null when it is none of the caller's making. Never repeats a framework's own words: they quote the body. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException && error.cause instanceof Problem) return error.cause; // what a guard of libs/client throws
  if (!(error instanceof Error)) return null;
  const status = statusOf(error);
  if (status === undefined || status < 400 || (status > 499 && status !== 503)) return null;
  const detail = 'code' in error ? DETAILS[String(error.code)] : undefined;
  if (status === 400) return detail === undefined ? new Problem('invalid-json') : new Problem('invalid-request', detail);
  return new Problem(REFUSED_BY_STATUS[status] ?? 'invalid-request', detail);
}

function statusOf(error: Error): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
