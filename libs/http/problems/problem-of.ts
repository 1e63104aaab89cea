import { HttpException } from '@nestjs/common';
import { Problem, type ProblemCode } from '#contracts';

/** Errors of the frameworks, thrown before our own code runs. */
const REFUSED_BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'token-missing',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  413: 'request-too-large',
  414: 'invalid-request',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  431: 'headers-too-large',
  503: 'not-ready',
};

const NOT_JSON = 'FST_ERR_CTP_INVALID_JSON_BODY';
const UNREADABLE = 'The request cannot be understood: check its path and its headers.';
const DETAILS: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: 'The path cannot be read: a % must be followed by two hexadecimal digits.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the path is too long.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
};

/**
 * The problem that `error` is to the caller; null when it is none of the caller's making. Never repeats a framework's
 * own words: they quote the body.
 */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  // what a guard of libs/client throws
  if (error instanceof HttpException && error.cause instanceof Problem) return error.cause;
  if (!(error instanceof Error)) return null;
  const status = statusOf(error);
  if (status === undefined || status < 400 || (status > 499 && status !== 503)) return null;
  const frameworkCode = frameworkCodeOf(error);
  if (frameworkCode === NOT_JSON) return new Problem('invalid-json');
  const code = REFUSED_BY_STATUS[status] ?? 'invalid-request';
  return new Problem(code, DETAILS[frameworkCode] ?? (code === 'invalid-request' ? UNREADABLE : undefined));
}

/** Nest hands Fastify's own errors on as the cause of one of its own. */
function frameworkCodeOf(error: Error): string {
  const own: unknown = error instanceof HttpException ? error.cause : error;
  return own instanceof Error && 'code' in own ? String(own.code) : '';
}

function statusOf(error: Error): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
