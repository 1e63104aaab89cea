import { type Socket } from 'node:net';
import { type Server } from 'node:tls';
import { checkEveryMs } from '#process';

export interface HandshakeLimits {
  /** From the start of a connection to the end of its handshake, however often something comes. */
  readonly forMs: number;
  /**
   * Connections in their handshake; one more ends the oldest of them. Left out: as many as there may be connections.
   */
  readonly most?: number;
  /** Why one was ended. Default: not reported. */
  readonly onEnd?: (reason: 'too slow' | 'too many strangers') => void;
}

interface Opening {
  readonly socket: Socket;
  readonly since: number;
}

/**
 * Ends handshakes that take too long or are too many. Node's own time-out starts again with every byte, and by itself
 * closes nothing.
 */
export function boundHandshakes(
  server: Server,
  { forMs, most = Infinity, onEnd = () => undefined }: HandshakeLimits,
): void {
  const openings = new Map<string, Opening>();
  const end = (opening: Opening, reason: 'too slow' | 'too many strangers'): void => {
    if (opening.socket.destroyed) return;
    onEnd(reason);
    opening.socket.destroy();
  };
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    const opening = { socket, since: performance.now() };
    openings.set(peer, opening);
    socket.once('close', () => {
      if (openings.get(peer) === opening) openings.delete(peer);
    });
    if (openings.size <= most) return;
    for (const [oldest, first] of openings) {
      openings.delete(oldest);
      end(first, 'too many strangers');
      break;
    }
  });
  server.on('secureConnection', (socket) => {
    openings.delete(peerOf(socket));
  });
  server.on('tlsClientError', (_error, socket) => {
    socket.destroy();
  });
  const checking = setInterval(() => {
    const oldest = performance.now() - forMs;
    for (const opening of openings.values()) if (opening.since < oldest) end(opening, 'too slow');
  }, checkEveryMs(forMs)).unref();
  server.once('close', () => {
    clearInterval(checking);
  });
}

/** The same for a connection before and after its handshake, and of no other at that time. */
export function peerOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress} ${String(remotePort)}`;
}
