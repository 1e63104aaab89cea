import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type Duplex } from 'node:stream';
import { z } from 'zod';

const seen = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  bytes: z.number(),
});
/**
 * A request as the service behind a gateway has seen it; the names of its headers in lower case, each as often as it
 * came.
 */
export type Seen = z.infer<typeof seen>;

const WEB_SOCKET = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const LONGEST_HEADERS = 128 * 1024;

/** The service behind a gateway. It answers what it has seen, and sends back what comes over a web socket. */
export class ProtectedService {
  /** Every request that has reached it. */
  readonly requests: Seen[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<ProtectedService> {
    const server = createServer({ maxHeaderSize: LONGEST_HEADERS }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    const service = new ProtectedService(server, address.port);
    server.on('request', (request, response) => {
      void bytesOf(request).then((bytes) => {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(service.remember(request, bytes)));
      });
    });
    server.on('upgrade', (request, socket) => {
      service.upgrade(request, socket);
    });
    return service;
  }

  /** What the service answered. */
  static seenIn(body: unknown): Seen {
    return seen.parse(body);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private remember({ method = '', url = '', rawHeaders }: IncomingMessage, bytes: number): Seen {
    const headers = Array.from({ length: rawHeaders.length / 2 }, (_, at): [string, string] => [
      rawHeaders[2 * at]?.toLowerCase() ?? '',
      rawHeaders[2 * at + 1] ?? '',
    ]);
    const request = { method, url, headers, bytes };
    this.requests.push(request);
    return request;
  }

  private upgrade(request: IncomingMessage, socket: Duplex): void {
    this.remember(request, 0);
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key'] ?? ''}${WEB_SOCKET}`)
      .digest('base64');
    socket.on('error', () => socket.destroy());
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.pipe(socket);
  }
}

async function bytesOf(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request) bytes += z.instanceof(Buffer).parse(chunk).length;
  return bytes;
}
