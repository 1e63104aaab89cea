import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { StartRefused } from '#env';
import { type HttpEnv } from '../http-env.js';

/** The client's address, from thread to thread. Believed only of what comes by the socket. */
export const PEER_HEADER = 'x-keyward-peer';
/** A forwarded head is so much longer. */
export const ROOM_FOR_PEER = 256;
/** A longer path would be cut off by the system. */
const LONGEST_PATH = 107;

/**
 * Has `server` answer what threads forward to the socket at `path`, which nobody else may open, as if their clients were
 * connected to it.
 * @returns ends that, once nothing is in flight.
 * @throws StartRefused when there can be no socket.
 */
export async function takeForwarded(
  server: Server,
  path: string,
  { MAX_HEADER_BYTES }: Pick<HttpEnv, 'MAX_HEADER_BYTES'>,
): Promise<() => Promise<void>> {
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw new StartRefused(
      `WORKERS: more than one need a socket in DATA_DIR, whose path is too long for it: ${path} has more than ${String(LONGEST_PATH)} bytes. Choose a shorter one, or set WORKERS=1.`,
    );
  rmSync(path, { force: true }); // of a process that was killed
  const inner = createServer({
    maxHeaderSize: MAX_HEADER_BYTES + ROOM_FOR_PEER,
    headersTimeout: 0, // the thread sees to it
    requestTimeout: 0,
    keepAliveTimeout: 0,
    optimizeEmptyRequests: true,
  });
  inner.on('connection', (socket: Socket) => {
    // closed with something unread in it, a socket takes the answer with it; the thread closes once it has that
    socket.destroySoon = () => {
      socket.end();
    };
  });
  inner.on('request', (request, response) => {
    const address = request.headers[PEER_HEADER];
    // each connection is that of one client
    Object.defineProperty(request.socket, 'remoteAddress', { value: address, configurable: true });
    server.emit('request', request, response);
  });
  inner.listen(path);
  await once(inner, 'listening');
  return async () => {
    inner.close();
    inner.closeIdleConnections();
    await once(inner, 'close');
  };
}
