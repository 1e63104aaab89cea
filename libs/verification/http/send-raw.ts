import { type Problem, problemHeaders, publicProblem, statusOf } from '#contracts';
import { type ServerResponse } from 'node:http';

const NO_STORE = ['cache-control', 'no-store'] as const;
const OF_JSON = ['content-type', 'application/json; charset=utf-8'] as const;

/**
 * Answers 200 without a body. As the others here without Fastify's own way of sending, which costs as much as the
 * verdict: for routes where no hook waits for an answer.
 * @param headers name, value, name, value, …; X-Request-Id, Cache-Control: no-store and Content-Length are added.
 */
export function sendRawHeaders(response: ServerResponse, requestId: string, headers: readonly string[]): void {
  response.writeHead(200, ['x-request-id', requestId, ...NO_STORE, 'content-length', '0', ...headers]).end();
}

export function sendRawJson(response: ServerResponse, requestId: string, text: string): void {
  const bytes = Buffer.byteLength(text);
  response
    .writeHead(200, ['x-request-id', requestId, ...NO_STORE, ...OF_JSON, 'content-length', String(bytes)])
    .end(text, encodingOf(text, bytes));
}

/** A problem's answer but for the request's id, which is the last member of the body. */
interface Written {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
  readonly bytes: number;
}

export function sendRawProblem(response: ServerResponse, requestId: string, problem: Problem): void {
  send(response, requestId, writtenOf(problem));
}

/**
 * Sends problems that are made once for each `name`: a problem is an error with a stack, and costs more than a verdict.
 */
export class SendingProblems {
  private readonly written = new Map<string, Written>();

  send(response: ServerResponse, requestId: string, name: string, problem: () => Problem): void {
    let written = this.written.get(name);
    if (written === undefined) this.written.set(name, (written = writtenOf(problem())));
    send(response, requestId, written);
  }
}

/**
 * Without a `traceId`, since it is sent again. The code stands in a header too: some gateways (nginx) keep an answer's
 * headers and throw its body away.
 */
function writtenOf(problem: Problem): Written {
  const body = JSON.stringify({ ...publicProblem(problem), requestId: '' }).slice(0, -'"}'.length);
  return {
    status: statusOf(problem),
    headers: ['x-keyward-code', problem.code, ...Object.entries(problemHeaders(problem)).flat()],
    body,
    bytes: Buffer.byteLength(body),
  };
}

/** @param requestId needs no escape in JSON. */
function send(response: ServerResponse, requestId: string, { status, headers, body, bytes }: Written): void {
  const length = bytes + requestId.length + '"}'.length;
  response
    .writeHead(status, ['x-request-id', requestId, ...headers, 'content-length', String(length)])
    .end(`${body}${requestId}"}`, encodingOf(body, bytes));
}

/** ASCII is written in half the time as what it is. */
function encodingOf(text: string, bytes: number): BufferEncoding {
  return bytes === text.length ? 'latin1' : 'utf8';
}
