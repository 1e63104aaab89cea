import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Answers `request` and returns true, or leaves it alone and returns false. */
export type FrontHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Offers every request to `front` before the router sees it, until the server stops accepting: from then on the router
 * closes connections. A request that its client can no longer be answered is dropped.
 * Takes the place of the server's own listeners, once: Node offers no other way to answer before them (ADR 0009).
 */
export function putInFront(server: Server, front: FrontHandler): void {
  const routed = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.socket.destroyed) return;
    if (server.listening && front(request, response)) return;
    for (const listener of routed) Reflect.apply(listener, server, [request, response]);
  });
}
