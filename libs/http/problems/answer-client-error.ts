import { Problem, problemHeaders, statusOf } from '#contracts';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { problemDocument } from './problem-document.js';

/** Answers what is not even an HTTP request; without this Node closes the connection with a bare status line. */
export function answerClientError({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!/^(HPE_|ERR_HTTP_)/.test(code) || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const problem = problemOf(code);
  const status = statusOf(problem);
  const requestId = randomUUID();
  const body = JSON.stringify(problemDocument(problem, requestId));
  const headers = {
    ...problemHeaders(problem),
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
    connection: 'close',
  };
  const head = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  socket.end(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n${body}`);
}

function problemOf(code: string): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('headers-too-large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request-timeout');
    default:
      return new Problem('invalid-request', 'The request is not valid HTTP.');
  }
}

/**
 * Whether the answer to an earlier request of the connection is under way: anything written now would be taken for that
 * one.
 */
function isAnswering(socket: Duplex): boolean {
  return '_httpMessage' in socket && socket._httpMessage != null; // Node has no public word for it
}
