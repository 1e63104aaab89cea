import { Problem, verifyBatchRequest, verifyRequest } from '#contracts';
import { sendProblem } from '#service-kit';
import { bearerOf } from '#user-auth';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type z } from 'zod';
import { type AdmitCaller } from '../application/admit-caller.js';
import { parsedRequest } from '../application/parsed-request.js';
import { type Verifier } from '../application/verifier.js';
import { answerOf, batchAnswerOf } from '../domain/answer.js';
import { type Verdict } from '../domain/judge.js';
import { sendRaw } from './send-raw.js';

export interface VerifyRouteOptions {
  readonly verifier: Verifier;
  /** null: anybody may ask. */
  readonly admitCaller: AdmitCaller | null;
}

const BODY_LIMIT = 64 * 1024;
const BATCH_BODY_LIMIT = 1024 * 1024;

/** `POST /v1/verify` and `POST /v1/verify/batch`. What they throw is left to the server's error handler. */
export function registerVerifyRoutes(fastify: FastifyInstance, { verifier, admitCaller }: VerifyRouteOptions): void {
  const onRequest = (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
    admitCaller?.(bearerOf(request.headers.authorization));
    done();
  };
  const shared = { onRequest, config: { hotPath: true } };

  fastify.post('/v1/verify', { ...shared, bodyLimit: BODY_LIMIT }, (request, reply) => {
    const { key, ...question } = parsed(verifyRequest, request.body);
    const verdict = verifier.verify(key, question);
    return verdict instanceof Promise ? verdict.then((late) => sendVerdict(reply, late)) : sendVerdict(reply, verdict);
  });

  fastify.post('/v1/verify/batch', { ...shared, bodyLimit: BATCH_BODY_LIMIT }, async (request, reply) => {
    const { items } = parsed(verifyBatchRequest, request.body);
    return sendJson(reply, batchAnswerOf(await verifier.verifyBatch(items)));
  });
}

function sendVerdict(reply: FastifyReply, verdict: Verdict): FastifyReply {
  return verdict.outcome === 'unavailable' ? sendProblem(reply, new Problem('verdict-unavailable')) : sendJson(reply, answerOf(verdict));
}

function sendJson(reply: FastifyReply, answer: object): FastifyReply {
  const text = JSON.stringify(answer);
  sendRaw(reply.hijack().raw, reply.request.id, 200, ['content-type', 'application/json; charset=utf-8', 'content-length', String(Buffer.byteLength(text))], text);
  return reply;
}

/** @throws Problem invalid-request that names every fault. */
function parsed<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  if (body === undefined) throw new Problem('invalid-request', 'The body is missing: send a JSON object with Content-Type: application/json.');
  return parsedRequest(schema, body);
}
