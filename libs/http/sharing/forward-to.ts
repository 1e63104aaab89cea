import { Problem, problemHeaders, statusOf } from '#contracts';
import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  request as ask,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { type HttpEnv } from '../http-env.js';
import { problemDocument } from '../problems/problem-document.js';
import { requestIdOf } from '../server/request-id.js';
import { PEER_HEADER, ROOM_FOR_PEER } from './take-forwarded.js';

/**
 * What concerns one connection only (RFC 9110, 7.6.1); `Expect` is answered already. Who is at the other end nobody but
 * us may say. What `Connection` names besides stays: it might be what frames the body.
 */
const OF_ONE_CONNECTION = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'];
const NOT_ASKED = new Set([...OF_ONE_CONNECTION, 'expect', PEER_HEADER]);
const NOT_ANSWERED = new Set([...OF_ONE_CONNECTION, 'transfer-encoding']);

/**
 * Has the server behind the socket at `path` answer requests, with all that its client sent and the address that it has
 * here. Each connection of a client has one of its own there, so that what ends the one ends the other.
 */
export function forwardTo(
  path: string,
  { MAX_HEADER_BYTES }: Pick<HttpEnv, 'MAX_HEADER_BYTES'>,
): (request: IncomingMessage, response: ServerResponse) => void {
  const agents = new WeakMap<Socket, Agent>();
  const agentOf = (socket: Socket): Agent => {
    const known = agents.get(socket);
    if (known !== undefined) return known;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.set(socket, agent);
    socket.once('close', () => {
      agent.destroy();
    });
    return agent;
  };
  return (request, response) => {
    const { socket, method, url } = request;
    if (socket.remoteAddress === undefined) return; // its client has left
    const asked = asking({
      socketPath: path,
      agent: agentOf(socket),
      method,
      path: url,
      headers: [...kept(request, NOT_ASKED), PEER_HEADER, socket.remoteAddress],
      maxHeaderSize: MAX_HEADER_BYTES + ROOM_FOR_PEER,
    });
    if (asked === null) {
      refuse(request, response, new Problem('invalid-request', 'The request is not valid HTTP.'));
      return;
    }
    let isAnswered = false;
    asked.once('response', (answer) => {
      isAnswered = true;
      const { statusCode = 500, statusMessage = '' } = answer;
      if (answer.headers.connection === 'close') response.shouldKeepAlive = false;
      response.writeHead(statusCode, statusMessage, kept(answer, NOT_ANSWERED));
      pipeline(answer, response, () => undefined); // what breaks off one breaks off the other
    });
    asked.on('error', () => {
      if (!isAnswered) refuse(request, response, new Problem('not-ready')); // the main thread ends, or is about to
    });
    response.once('close', () => {
      if (!response.writableFinished) asked.destroy();
    });
    if (hasBody(request)) request.pipe(asked);
    else asked.end();
  };
}

/** Null for what Node takes from others and does not send itself, as a tab in a path. */
function asking(options: RequestOptions): ClientRequest | null {
  try {
    return ask(options);
  } catch {
    return null;
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function kept({ rawHeaders }: IncomingMessage, without: ReadonlySet<string>): string[] {
  const all: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (!without.has(name.toLowerCase())) all.push(name, value);
  }
  return all;
}

function refuse(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  if (response.headersSent || response.destroyed) return;
  const requestId = requestIdOf(request);
  const body = JSON.stringify(problemDocument(problem, requestId));
  response.shouldKeepAlive = false;
  response
    .writeHead(statusOf(problem), {
      ...problemHeaders(problem),
      'x-request-id': requestId,
      'content-length': Buffer.byteLength(body),
    })
    .end(body);
}
