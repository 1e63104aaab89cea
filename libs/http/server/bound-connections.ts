import { type IncomingMessage, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { Counter, Gauge, type Registry } from 'prom-client';
import { boundHandshakes, peerOf } from '../tls/bound-handshakes.js';

type EndReason = 'no request' | 'too many connections' | 'too slow' | 'not HTTP';

export interface ConnectionLimits {
  readonly MAX_CONNECTIONS: number;
  readonly REQUEST_TIMEOUT_MS: number;
}

/**
 * Keeps `server` at MAX_CONNECTIONS: one more ends the oldest that has asked nothing yet; where all have, it is ended
 * itself. Counts what is open, and what was ended because of a limit or of what was sent. Returns what has to be called
 * with every request.
 */
export function boundConnections(
  server: Server,
  { MAX_CONNECTIONS: most, REQUEST_TIMEOUT_MS: forMs }: ConnectionLimits,
  metrics: Registry,
): (request: IncomingMessage) => void {
  const open = new Set<Socket>();
  const silent = new Set<Socket>();
  const count = watch(metrics, open);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    silent.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      silent.delete(socket);
    });
    if (open.size <= most) return;
    const [oldest = socket] = silent;
    count(oldest === socket ? 'too many connections' : 'no request');
    open.delete(oldest);
    silent.delete(oldest);
    oldest.destroy();
  });
  server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'ERR_HTTP_REQUEST_TIMEOUT') count('too slow');
    else if (code?.startsWith('HPE_') === true) count('not HTTP');
  });
  const beneath = server instanceof TlsServer ? followHandshakes(server, forMs, count) : null;
  return ({ socket }) => {
    silent.delete(beneath?.get(socket) ?? socket);
  };
}

/** What carries each connection after its handshake. */
function followHandshakes(
  server: TlsServer,
  forMs: number,
  count: (reason: EndReason) => void,
): WeakMap<Socket, Socket> {
  const carriers = new Map<string, Socket>();
  const beneath = new WeakMap<Socket, Socket>();
  boundHandshakes(server, {
    forMs,
    onEnd: () => {
      count('too slow');
    },
  });
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    carriers.set(peer, socket);
    socket.once('close', () => {
      if (carriers.get(peer) === socket) carriers.delete(peer);
    });
  });
  server.on('secureConnection', (socket) => {
    const carrier = carriers.get(peerOf(socket));
    if (carrier !== undefined) beneath.set(socket, carrier);
  });
  return beneath;
}

function watch(metrics: Registry, open: ReadonlySet<Socket>): (reason: EndReason) => void {
  const registers = [metrics];
  new Gauge({
    name: 'keyward_http_connections',
    help: 'Open connections to the HTTP port.',
    registers,
    collect() {
      this.set(open.size);
    },
  });
  const ended = new Counter({
    name: 'keyward_http_connections_ended_total',
    help: 'HTTP connections that were ended because of what was sent, or because they went beyond a limit, by reason.',
    labelNames: ['reason'],
    registers,
  });
  return (reason) => {
    ended.inc({ reason });
  };
}
