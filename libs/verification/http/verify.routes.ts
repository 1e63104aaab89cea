import { bearerOf, Problem, verifyBatchRequest, verifyRequest } from '#contracts';
import { bodyFault, type FrontHandler, problemOf, type RefusedCallers, requestIdOf, requireNoQuery } from '#http';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type z } from 'zod';
import { type AdmitCaller, type NoticeToken } from '../application/admit-caller.js';
import { parsedRequest } from '../application/parsed-request.js';
import { type Verifier } from '../application/verifier.js';
import { answerText, batchAnswerText } from '../domain/answer.js';
import { hasPlainBody, jsonOf, readText } from './plain-body.js';
import { plainBatch, plainRequest } from './plain-request.js';
import { sendRawJson, sendRawProblem, SendingProblems } from './send-raw.js';

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

/** A question and where its answer goes. */
interface Asked {
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Of `performance.now()`. */
  readonly arrivedAt: number;
}

/** Answers what a body asks, now or later. @throws Problem invalid-request that names every fault. */
type Answer = (body: unknown, asked: Asked) => void;

interface Door {
  readonly path: string;
  readonly bodyLimit: number;
  readonly answer: Answer;
}

const BODY_LIMIT = 64 * 1024;
const BATCH_BODY_LIMIT = 1024 * 1024;

/**
 * `POST /v1/verify` and `POST /v1/verify/batch`. What they throw is left to the server's error handler. Returns the
 * handler that may stand in front of the router: it answers what most clients send, in the same way.
 */
export function registerVerifyRoutes(fastify: FastifyInstance, options: VerifyRouteOptions): FrontHandler {
  const { refused } = options;
  const doors = doorsOf(options.verifier);
  const admit = admission(options);
  fastify.decorateRequest('arrivedAt', 0);
  for (const { path, bodyLimit, answer } of doors) {
    fastify.post(path, {
      bodyLimit,
      config: { hotPath: true },
      onRequest: (request: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
        request.arrivedAt = performance.now();
        admit(request.raw);
        done();
      },
      errorHandler: (error: unknown, request: FastifyRequest): never => {
        const problem = problemOf(error);
        if (problem !== null) refused.note('verify', problem.code, request.raw);
        throw error;
      },
      handler: (request, reply) => {
        requireNoQuery(request.query);
        requireBody(request.body);
        answer(request.body, { response: reply.raw, requestId: request.id, arrivedAt: request.arrivedAt });
        return reply.hijack();
      },
    });
  }
  return frontOf(doors, admit, refused);
}

/** The handler alone, for a server that leaves to another what it does not answer. */
export function verifyFront(options: VerifyRouteOptions): FrontHandler {
  return frontOf(doorsOf(options.verifier), admission(options), options.refused);
}

function doorsOf(verifier: Verifier): readonly Door[] {
  return [
    { path: '/v1/verify', bodyLimit: BODY_LIMIT, answer: verifyAnswerer(verifier) },
    { path: '/v1/verify/batch', bodyLimit: BATCH_BODY_LIMIT, answer: batchAnswerer(verifier) },
  ];
}

/** @throws Problem service-token-invalid */
function admission({ admitCaller, noticeToken }: VerifyRouteOptions): (request: IncomingMessage) => void {
  return ({ headers: { authorization } }) => {
    if (admitCaller !== null) admitCaller(bearerOf(authorization));
    else if (authorization !== undefined) noticeToken(bearerOf(authorization) ?? '');
  };
}

function frontOf(
  doors: readonly Door[],
  admit: (request: IncomingMessage) => void,
  refused: Pick<RefusedCallers, 'note'>,
): FrontHandler {
  const byPath = new Map(doors.map((door) => [door.path, door]));
  return (request, response) => {
    const door = request.method === 'POST' ? byPath.get(request.url ?? '') : undefined;
    if (door === undefined || !hasPlainBody(request, door.bodyLimit)) return false;
    const asked = { response, requestId: requestIdOf(request), arrivedAt: performance.now() };
    const refuse = (error: unknown): void => {
      if (!(error instanceof Problem)) throw error;
      refused.note('verify', error.code, request);
      sendRawProblem(response, asked.requestId, error);
    };
    try {
      admit(request);
      readText(request, (text) => {
        try {
          door.answer(jsonOf(text), asked);
        } catch (error) {
          refuse(error);
        }
      });
    } catch (error) {
      refuse(error);
    }
    return true;
  };
}

function verifyAnswerer(verifier: Verifier): Answer {
  const problems = new SendingProblems();
  return (body, { response, requestId, arrivedAt }) => {
    const request = plainRequest(body) ?? checked(verifyRequest, body);
    const verdict = verifier.verify(request.key, request, 'verify', arrivedAt);
    const send = (given: Awaited<typeof verdict>): void => {
      if (given.outcome !== 'unavailable') sendRawJson(response, requestId, answerText(given));
      else problems.send(response, requestId, 'verdict-unavailable', () => new Problem('verdict-unavailable'));
    };
    if (verdict instanceof Promise) void verdict.then(send);
    else send(verdict);
  };
}

function batchAnswerer(verifier: Verifier): Answer {
  return (body, { response, requestId, arrivedAt }) => {
    const items = plainBatch(body) ?? checked(verifyBatchRequest, body).items;
    const verdicts = verifier.verifyBatch(items, 'batch', arrivedAt);
    const send = (given: Awaited<typeof verdicts>): void => {
      sendRawJson(response, requestId, batchAnswerText(given));
    };
    if (verdicts instanceof Promise) void verdicts.then(send);
    else send(verdicts);
  };
}

/** @throws Problem invalid-request that names every fault. */
function checked<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const fault = bodyFault(body);
  if (fault !== null) throw new Problem('invalid-request', fault);
  return parsedRequest(schema, body);
}

function requireBody(body: unknown): void {
  if (body === undefined)
    throw new Problem(
      'invalid-request',
      'The body is missing: send a JSON object with Content-Type: application/json.',
    );
}
