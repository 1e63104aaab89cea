import { Problem, publicProblem, verifyBatchRequest, verifyRequest } from '#contracts';
import { excessOf, type RefusedCallers } from '#http';
import { type Logger } from '#process';
import { type z } from 'zod';
import { type AdmitCaller, type NoticeToken } from '../application/admit-caller.js';
import { parsedRequest } from '../application/parsed-request.js';
import { type Verifier } from '../application/verifier.js';
import { answerText, batchAnswerText } from '../domain/answer.js';
import { type Verdict } from '../domain/judge.js';
import { plainBatch, plainRequest } from '../http/plain-request.js';
import { type RpcConnection } from './rpc-connection.js';

export interface VerifyRpcParts {
  readonly verifier: Verifier;
  /** null: anybody may ask. */
  readonly admitCaller: AdmitCaller | null;
  /** Is called with the tokens that come where anybody may ask. */
  readonly noticeToken: NoticeToken;
  readonly refused: Pick<RefusedCallers, 'note'>;
  readonly logger: Pick<Logger, 'error'>;
}

/** The outcome of a request in Nest's message of an answer, as JSON text: its member `response` or `err`. Never throws nor rejects. */
export type RpcAnswer = (payload: unknown, connection: RpcConnection) => string | Promise<string>;

/**
 * The questions of `POST /v1/verify` and `/v1/verify/batch` over TCP, by pattern. Callers name themselves by a member
 * `serviceToken` beside the request's own.
 */
export function verifyRpcAnswers(parts: VerifyRpcParts): ReadonlyMap<string, RpcAnswer> {
  const { verifier } = parts;
  const verify = (payload: unknown, connection: RpcConnection): string | Promise<string> => {
    const arrivedAt = performance.now();
    const asked = admitted(parts, payload, connection);
    const request = plainRequest(asked) ?? checked(verifyRequest, asked);
    const verdict = verifier.verify(request.key, request, 'rpc', arrivedAt);
    return verdict instanceof Promise ? verdict.then(textOf) : textOf(verdict);
  };
  const verifyBatch = (payload: unknown, connection: RpcConnection): string | Promise<string> => {
    const arrivedAt = performance.now();
    const asked = admitted(parts, payload, connection);
    const items = plainBatch(asked) ?? checked(verifyBatchRequest, asked).items;
    const verdicts = verifier.verifyBatch(items, 'rpc-batch', arrivedAt);
    return verdicts instanceof Promise ? verdicts.then(batchAnswerText) : batchAnswerText(verdicts);
  };
  return new Map([
    ['verify-key', answering(parts, verify)],
    ['verify-keys', answering(parts, verifyBatch)],
  ]);
}

/** Answers a failure with what a problem document would say. What is our own fault is logged and shown as `internal`. */
function answering({ refused, logger }: VerifyRpcParts, ask: RpcAnswer): RpcAnswer {
  const failed = (error: unknown, { netSocket }: RpcConnection): string => {
    if (error instanceof Problem) refused.note('rpc', error.code, netSocket.remoteAddress);
    else logger.error({ err: error }, 'a request over TCP failed');
    return `"err":${JSON.stringify(publicProblem(error instanceof Problem ? error : new Problem('internal')))}`;
  };
  const given = (text: string): string => `"response":${text}`;
  return (payload, connection) => {
    try {
      const text = ask(payload, connection);
      return typeof text === 'string' ? given(text) : text.then(given, (error: unknown) => failed(error, connection));
    } catch (error) {
      return failed(error, connection);
    }
  };
}

/**
 * What a caller who is let in asks.
 * @throws Problem service-token-invalid
 */
function admitted({ admitCaller, noticeToken }: VerifyRpcParts, payload: unknown, connection: RpcConnection): unknown {
  const { token, request } = withoutToken(payload);
  if (admitCaller !== null) admitCaller(token);
  else if (token !== undefined) noticeToken(token);
  connection.introduced();
  return request;
}

function withoutToken(payload: unknown): { readonly token: string | undefined; readonly request: unknown } {
  if (typeof payload !== 'object' || payload === null || !('serviceToken' in payload))
    return { token: undefined, request: payload };
  const { serviceToken, ...request } = payload;
  return { token: typeof serviceToken === 'string' ? serviceToken : undefined, request };
}

/** @throws Problem invalid-request */
function checked<S extends z.ZodType>(schema: S, request: unknown): z.infer<S> {
  const excess = excessOf(request);
  if (excess !== null) throw new Problem('invalid-request', `The request ${excess}.`);
  return parsedRequest(schema, request);
}

/** @throws Problem verdict-unavailable */
function textOf(verdict: Verdict): string {
  if (verdict.outcome === 'unavailable') throw new Problem('verdict-unavailable');
  return answerText(verdict);
}
