import { type Problem, problemHeaders, statusOf } from '#contracts';
import { problemDocument } from '#http';
import { type ServerResponse } from 'node:http';

const NO_STORE = ['cache-control', 'no-store'] as const;

/**
 * Answers without Fastify's own way of sending, which costs as much as the verdict. For routes where no hook waits for
 * an answer.
 * @param headers name, value, name, value, …; X-Request-Id and Cache-Control: no-store are added.
 */
export function sendRaw(
  response: ServerResponse,
  requestId: string,
  status: number,
  headers: readonly string[],
  body?: string,
): void {
  response.writeHead(status, ['x-request-id', requestId, ...NO_STORE, ...headers]).end(body);
}

/** The code stands in a header too: some gateways (nginx) keep an answer's headers and throw its body away. */
export function sendRawProblem(response: ServerResponse, requestId: string, problem: Problem): void {
  const body = JSON.stringify(problemDocument(problem, requestId));
  response
    .writeHead(statusOf(problem), {
      'x-request-id': requestId,
      'x-keyward-code': problem.code,
      ...problemHeaders(problem),
      'content-length': Buffer.byteLength(body),
    })
    .end(body);
}
