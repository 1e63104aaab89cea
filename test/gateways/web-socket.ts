import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { type Duplex } from 'node:stream';

export interface WebSocketAttempt {
  readonly status: number;
  /** undefined unless the status is 101. */
  readonly socket: Duplex | undefined;
}

export async function openWebSocket(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<WebSocketAttempt> {
  const request = httpRequest({
    host: '127.0.0.1',
    port,
    path,
    agent: false,
    headers: {
      ...headers,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version': '13',
    },
  });
  request.end();
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('upgrade', (response: IncomingMessage, socket: Duplex) => {
      resolve({ status: response.statusCode ?? 0, socket });
    });
    request.once('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, socket: undefined });
    });
  });
}

/** What comes back first. */
export async function echoOf(socket: Duplex, text: string): Promise<string> {
  const answered = once(socket, 'data');
  socket.write(text);
  return String((await answered)[0]);
}
