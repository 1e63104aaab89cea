import { create } from '@bufbuild/protobuf';
import { status as Code } from '@grpc/grpc-js';
import { Problem, problemHeaders, publicProblem, statusOf } from '#contracts';
import { headerValues, resemblesKey } from '#key-secret';
import { type RefusedCallers, requestIdOf } from '#http';
import { type CheckRequest, CheckRequestSchema, CheckResponseSchema, HeaderAppendAction, StatusCode } from '#protos';
import { authorizeWith, problemOfVerdict } from '../application/authorize.js';
import { type Verifier } from '../application/verifier.js';
import { type CredentialDocument } from '../domain/documents.js';
import { type Accepted, type Verdict } from '../domain/judge.js';
import { identityHeaders } from '../http/identity-headers.js';
import { addressOf } from './grpc-problem.filter.js';
import { bytesOf, statusMessage } from './grpc-status.js';
import { type Answer } from './unary-answers.js';
import { readMessage } from './verify-messages.js';

export interface CheckOptions {
  readonly verifier: Pick<Verifier, 'verify'>;
  readonly refused: Pick<RefusedCallers, 'note'>;
  /** MAX_HEADER_BYTES */
  readonly mostHeaderBytes: number;
}

/** What a refusal of a request can be answered with. */
const HTTP: Readonly<Record<number, StatusCode>> = {
  401: StatusCode.Unauthorized,
  403: StatusCode.Forbidden,
  431: StatusCode.RequestHeaderFieldsTooLarge,
  503: StatusCode.ServiceUnavailable,
};

/**
 * Envoy's `Check`: `/v1/authorize` by gRPC. What is asked is the request line that Envoy got, and it alone. A refusal is
 * an answer with status OK that holds the problem document; `GrpcServer` has admitted the gateway.
 */
export function checkAnswer({ verifier, refused, mostHeaderBytes }: CheckOptions): Answer {
  const ask = authorizeWith(verifier);
  return (message, call) => {
    const arrivedAt = performance.now();
    const { attributes } = readMessage(CheckRequestSchema, message, { readUnknownFields: false });
    const http = attributes?.request?.http;
    if (http === undefined) throw new Problem('invalid-request', 'The message holds no HTTP request.');
    const { method, path } = http;
    const rawHeaders = rawHeadersOf(http);
    if (lengthOf(rawHeaders) > mostHeaderBytes) return denied(new Problem('headers-too-large'), rawHeaders);
    const verdict = ask(rawHeaders, () => ({ method, path }), 'check', arrivedAt);
    if (typeof verdict !== 'string')
      return verdict instanceof Promise
        ? verdict.then((late) => responseTo(late, rawHeaders))
        : responseTo(verdict, rawHeaders);
    refused.note('check', verdict, addressOf(call.getPeer()));
    return denied(new Problem(verdict), rawHeaders);
  };
}

type HttpRequest = NonNullable<NonNullable<NonNullable<CheckRequest['attributes']>['request']>['http']>;

/** name, value, name, value, …; with encode_raw_headers as they came, else one for each name. */
function rawHeadersOf({ headerMap, headers }: HttpRequest): readonly string[] {
  if (headerMap === undefined) return Object.entries(headers).flat();
  return headerMap.headers.flatMap(({ key, value, rawValue }) => [
    key,
    rawValue.length === 0 ? value : Buffer.from(rawValue).toString('latin1'), // as Node reads headers
  ]);
}

function lengthOf(rawHeaders: readonly string[]): number {
  return rawHeaders.reduce((length, text) => length + text.length + 2, 0); // ": " and the end of the line
}

function responseTo(verdict: Verdict, rawHeaders: readonly string[]): Buffer {
  return verdict.outcome === 'accepted' ? passed(verdict, rawHeaders) : denied(problemOfVerdict(verdict), rawHeaders);
}

interface Encoded {
  readonly identity: readonly string[];
  readonly bytes: Buffer;
}

/** Documents are never changed, only replaced: what is kept of one ends with it. With `Authorization` and without. */
const encoded = {
  kept: new WeakMap<CredentialDocument, Encoded>(),
  removed: new WeakMap<CredentialDocument, Encoded>(),
};

/** The upstream gets the identity, and no key. */
function passed(accepted: Accepted, rawHeaders: readonly string[]): Buffer {
  const holdsKey = headerValues(rawHeaders, 'authorization').some(resemblesKey);
  const known = encoded[holdsKey ? 'removed' : 'kept'];
  const identity = identityHeaders(accepted);
  const before = known.get(accepted.credential);
  if (before?.identity === identity) return before.bytes;
  const response = create(CheckResponseSchema, {
    status: { code: Code.OK },
    httpResponse: {
      case: 'okResponse',
      value: {
        headers: pairs(identity).map(([name, value]) => replacing(name, value)),
        headersToRemove: ['x-api-key', ...(holdsKey ? ['authorization'] : [])],
      },
    },
  });
  const bytes = bytesOf(CheckResponseSchema, response);
  known.set(accepted.credential, { identity, bytes });
  return bytes;
}

/** What the client is answered: the same as over HTTP. */
function denied(problem: Problem, rawHeaders: readonly string[]): Buffer {
  const requestId = requestIdOf({ headers: { 'x-request-id': headerValues(rawHeaders, 'x-request-id')[0] } });
  const headers = { 'x-request-id': requestId, 'x-keyward-code': problem.code, ...problemHeaders(problem) };
  return bytesOf(
    CheckResponseSchema,
    create(CheckResponseSchema, {
      status: statusMessage(problem),
      httpResponse: {
        case: 'deniedResponse',
        value: {
          status: { code: HTTP[statusOf(problem)] ?? StatusCode.ServiceUnavailable },
          headers: Object.entries(headers).map(([name, value]) => replacing(name, value)),
          body: JSON.stringify({ ...publicProblem(problem), requestId }),
        },
      },
    }),
  );
}

function replacing(key: string, value: string) {
  return { header: { key, value }, appendAction: HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD };
}

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return Array.from({ length: flat.length / 2 }, (_, at) => [flat[2 * at] ?? '', flat[2 * at + 1] ?? ''] as const);
}
