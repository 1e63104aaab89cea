import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { Server as TlsServer } from 'node:tls';
import { type ProcessParts } from '#process';
import { type HttpEnv } from '../http-env.js';
import { answerClientError } from '../problems/answer-client-error.js';
import { boundConnections } from '../server/bound-connections.js';
import { type FrontHandler } from '../server/put-in-front.js';
import { KEEP_ALIVE_MS, serverOptions } from '../server/server-options.js';
import { tracedFront } from '../server/trace-requests.js';
import { TlsFiles } from '../tls/tls-files.js';
import { forwardTo } from './forward-to.js';

/** What takes longer when the server ends is cut off. */
const FINISH_MS = 5000;
const LOOK_EVERY_MS = 50;

export interface FrontServerParts extends Pick<ProcessParts, 'logger' | 'metrics'> {
  readonly env: HttpEnv;
  /** Where the main thread's server listens, which shares the port. */
  readonly host: string;
  readonly port: number;
  readonly front: FrontHandler;
  /** Where the main thread takes what `front` leaves alone: the path of a socket. */
  readonly mainAt: string;
}

/**
 * The HTTP server of a thread that shares the main thread's port: it has the same limits and certificates, answers what
 * `front` does, and has the main thread answer the rest.
 */
export class FrontServer {
  private readonly server: Server;
  private readonly tls: TlsFiles | null;
  private closing: Promise<void> | undefined;

  constructor(private readonly parts: FrontServerParts) {
    const { env, metrics, mainAt } = parts;
    const options = { ...serverOptions(env), keepAliveTimeout: KEEP_ALIVE_MS };
    this.tls = TlsFiles.of(env);
    const server = this.tls === null ? createServer(options) : createTlsServer({ ...options, ...this.tls.options });
    this.server = server.on('clientError', answerClientError);
    const asked = boundConnections(server, env, metrics);
    const front = tracedFront(parts.front);
    const forward = forwardTo(mainAt, env);
    server.on('request', (request, response) => {
      asked(request);
      if (request.socket.destroyed) return;
      if (!server.listening) response.shouldKeepAlive = false;
      if (!front(request, response)) forward(request, response);
    });
  }

  async start(): Promise<void> {
    const { host, port, logger } = this.parts;
    this.server.listen({ host, port, reusePort: true });
    await once(this.server, 'listening');
    if (this.server instanceof TlsServer) this.tls?.follow(this.server, logger);
  }

  /** Accepts no more, and resolves once what is in flight is answered. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    const { server } = this;
    if (!server.listening) return;
    const idle = setInterval(() => {
      server.closeIdleConnections();
    }, LOOK_EVERY_MS);
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, FINISH_MS);
    server.close();
    await once(server, 'close');
    clearInterval(idle);
    clearTimeout(cut);
  }
}
