import { bearerOf, Problem, verifyBatchRequest, verifyRequest } from '#contracts';
import { problemOf, type RefusedCallers, requireNoQuery, sendProblem } from '#http';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type z } from 'zod';
import { type AdmitCaller, type NoticeToken } from '../application/admit-caller.js';
import { parsedRequest } from '../application/parsed-request.js';
import { type Verifier } from '../application/verifier.js';
import { answerOf, batchAnswerOf } from '../domain/answer.js';
import { type Verdict } from '../domain/judge.js';
import { sendRaw } from './send-raw.js';

export interface VerifyRouteOptions {
  readonly verifier: Verifier;
  /** null: anybody may ask. */
  readonly admitCaller: AdmitCaller | null;
  /** Is called with the tokens that come where anybody may ask. */
  readonly noticeToken: NoticeToken;
  readonly refused: Pick<RefusedCallers, 'note'>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Of requests for verdicts: when their head was read, of `performance.now()`. */
    arrivedAt: number;
  }
}

const BODY_LIMIT = 64 * 1024;
const BATCH_BODY_LIMIT = 1024 * 1024;

/** `POST /v1/verify` and `POST /v1/verify/batch`. What they throw is left to the server's error handler. */
export function registerVerifyRoutes(
  fastify: FastifyInstance,
  { verifier, admitCaller, noticeToken, refused }: VerifyRouteOptions,
): void {
  fastify.decorateRequest('arrivedAt', 0);
  const onRequest = (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
    request.arrivedAt = performance.now();
    const { authorization } = request.headers;
    if (admitCaller !== null) admitCaller(bearerOf(authorization));
    else if (authorization !== undefined) noticeToken(bearerOf(authorization) ?? '');
    done();
  };
  const errorHandler = (error: unknown, request: FastifyRequest): never => {
    const problem = problemOf(error);
    if (problem !== null) refused.note('verify', problem.code, request.raw);
    throw error;
  };
  const shared = { onRequest, errorHandler, config: { hotPath: true } };

  fastify.post('/v1/verify', { ...shared, bodyLimit: BODY_LIMIT }, (request, reply) => {
    const { key, ...question } = parsed(verifyRequest, request);
    const verdict = verifier.verify(key, question, 'verify', request.arrivedAt);
    return verdict instanceof Promise ? verdict.then((late) => sendVerdict(reply, late)) : sendVerdict(reply, verdict);
  });

  fastify.post('/v1/verify/batch', { ...shared, bodyLimit: BATCH_BODY_LIMIT }, async (request, reply) => {
    const { items } = parsed(verifyBatchRequest, request);
    return sendJson(reply, batchAnswerOf(await verifier.verifyBatch(items, 'batch', request.arrivedAt)));
  });
}

function sendVerdict(reply: FastifyReply, verdict: Verdict): FastifyReply {
  return verdict.outcome === 'unavailable'
    ? sendProblem(reply, new Problem('verdict-unavailable'))
    : sendJson(reply, answerOf(verdict));
}

function sendJson(reply: FastifyReply, answer: object): FastifyReply {
  const text = JSON.stringify(answer);
  sendRaw(
    reply.hijack().raw,
    reply.request.id,
    200,
    ['content-type', 'application/json; charset=utf-8', 'content-length', String(Buffer.byteLength(text))],
    text,
  );
  return reply;
}

/** @throws Problem invalid-request that names every fault. */
function parsed<S extends z.ZodType>(schema: S, { query, body }: FastifyRequest): z.infer<S> {
  requireNoQuery(query);
  if (body === undefined)
    throw new Problem(
      'invalid-request',
      'The body is missing: send a JSON object with Content-Type: application/json.',
    );
  return parsedRequest(schema, body);
}
