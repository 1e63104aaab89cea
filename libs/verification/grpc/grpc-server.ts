import { type BeforeApplicationShutdown } from '@nestjs/common';
import { ServerGrpc } from '@nestjs/microservices';
import * as grpc from '@grpc/grpc-js';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls';
import { within } from '#async';
import { boundHandshakes, type TlsFiles } from '#http';
import { checkEveryMs, type Logger } from '#process';
import { type ConnectionEnd, type ConnectionRules, GrpcConnection } from './grpc-connection.js';
import { GRPC_LIMITS, type GrpcLimits } from './grpc-limits.js';
import { asItIs, GRPC_PACKAGES, grpcObject } from './grpc-services.js';
import { type Admit, type CallEnd, type CallRules, WatchedCall } from './watched-call.js';

type Call = grpc.ServerInterceptingCallInterface;

/** So a peer that is gone without a word is noticed. */
const KEEP_ALIVE_MS = 60_000;
const KEEP_ALIVE_ANSWER_MS = 20_000;
/** How long the calls that are open may take at a shutdown, and callers to read the last answers. */
const LAST_CALLS_MS = 3000;

export interface GrpcServerOptions {
  readonly host: string;
  readonly port: number;
  /** What a call has to show, by the name of its service; services that are not named ask nothing. */
  readonly admit: Readonly<Record<string, Admit>>;
  /** What answers methods that need nothing of Nest, by their path. */
  readonly handlers: ReadonlyMap<string, grpc.handleUnaryCall<Buffer, Buffer>>;
  /** Whether callers have to show who they are. */
  readonly asksWho: boolean;
  /** Whether verdicts can be given; where it turns false, callers are sent away to ask elsewhere. */
  readonly serves: () => boolean;
  /** What clients are shown; null: connections are not encrypted. */
  readonly tls: TlsFiles | null;
  readonly onConnectionEnd: (reason: ConnectionEnd) => void;
  readonly onCallEnd: (reason: CallEnd) => void;
  readonly limits?: Partial<GrpcLimits>;
}

/** Nest's gRPC server behind a port of its own: connections and calls in bounds, TLS as over HTTP, an orderly end. */
export class GrpcServer extends ServerGrpc implements BeforeApplicationShutdown {
  /** What ends each stream that is open, after the answers that it owes. */
  readonly streams = new Set<() => void>();
  private readonly limits: GrpcLimits;
  private readonly connections = new Map<string, GrpcConnection>();
  private readonly connectionRules: ConnectionRules;
  private readonly callRules: CallRules;
  private readonly port: Server;
  private readonly own: grpc.Server;
  private injector: ReturnType<grpc.Server['createConnectionInjector']>;
  private hasServed = false;

  constructor(private readonly rules: GrpcServerOptions) {
    super({ package: [...GRPC_PACKAGES], protoPath: [] });
    const { tls, asksWho, onConnectionEnd, onCallEnd } = rules;
    this.limits = { ...GRPC_LIMITS, ...rules.limits };
    this.connectionRules = { limits: this.limits, asksWho, onEnd: onConnectionEnd };
    this.callRules = { limits: this.limits, onEnd: onCallEnd, calls: new Set() };
    this.own = new grpc.Server(this.channelOptions());
    this.injector = this.own.createConnectionInjector(grpc.ServerCredentials.createInsecure());
    this.port = this.createPort(tls);
  }

  get address(): { readonly host: string; readonly port: number } {
    return this.rules;
  }

  get openConnections(): number {
    return this.connections.size;
  }

  get openCalls(): number {
    return this.callRules.calls.size;
  }

  override async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      this.grpcClient = this.own;
      await this.bindEvents();
      this.addHandlers();
    } catch (error) {
      callback(error);
      return;
    }
    this.port.once('error', callback).listen(this.rules.port, this.rules.host, () => {
      this.port.off('error', callback);
      callback();
    });
    const checking = setInterval(
      () => {
        this.check();
      },
      checkEveryMs(...[this.limits.introductionMs, this.limits.messageMs, this.limits.answerMs, this.limits.idleMs]),
    ).unref();
    this.port.once('close', () => {
      clearInterval(checking);
    });
  }

  /** Another port than `address` says when that is 0. Only while it listens. */
  boundPort(): number {
    const bound = this.port.address();
    if (bound === null || typeof bound === 'string') throw new TypeError('it does not listen on a port');
    return bound.port;
  }

  /** Shows new certificates as they come; does nothing without TLS. */
  followCertificate(logger: Logger): void {
    if (this.port instanceof TlsServer) this.rules.tls?.follow(this.port, logger);
  }

  /** Nest has hooks before it closes its servers. */
  async beforeApplicationShutdown(): Promise<void> {
    this.port.close();
    for (const end of this.streams) end();
    const ended = new Promise<void>((resolve) => {
      this.own.tryShutdown(() => {
        resolve();
      });
    });
    await within(LAST_CALLS_MS, ended);
    this.own.forceShutdown();
  }

  /** It was closed before. */
  override close(): Promise<void> {
    return Promise.resolve();
  }

  /** Nest would look for it, and for one that reads .proto files, where packages are installed. */
  protected override loadPackageSynchronously(name: string): never {
    return (name === '@grpc/grpc-js' ? grpc : {}) as never;
  }

  override loadProto(): unknown {
    return grpcObject();
  }

  /** Nest has left them out. */
  private addHandlers(): void {
    for (const [path, handler] of this.rules.handlers) {
      this.own.unregister(path);
      this.own.register(path, handler, asItIs, asItIs, 'unary');
    }
  }

  private channelOptions(): grpc.ServerOptions {
    const { callsEach, messageBytes, ageMs, lastCallsMs } = this.limits;
    return {
      'grpc.max_concurrent_streams': callsEach,
      'grpc.max_receive_message_length': messageBytes,
      'grpc.max_connection_age_ms': ageMs,
      'grpc.max_connection_age_grace_ms': lastCallsMs,
      'grpc.keepalive_time_ms': KEEP_ALIVE_MS,
      'grpc.keepalive_timeout_ms': KEEP_ALIVE_ANSWER_MS,
      'grpc.enable_channelz': 0,
      interceptors: [(method, call) => this.watched(method, call)],
    };
  }

  private watched(method: grpc.ServerMethodDefinition<unknown, unknown>, call: Call): grpc.ServerInterceptingCall {
    const connection = this.connections.get(peerOf(call.getConnectionInfo()));
    const admit = this.rules.admit[serviceOf(method.path)] ?? admitAll;
    const isStream = method.requestStream || method.responseStream;
    const watched: Call =
      connection === undefined ? call : new WatchedCall(call, method.path, connection, this.callRules, admit, isStream);
    return watched as grpc.ServerInterceptingCall; // only the interface is used, and grpc-js hands one on as well
  }

  private createPort(tls: TlsFiles | null): Server {
    const { connections, strangers: most, introductionMs: forMs } = this.limits;
    const take = (socket: Socket): void => {
      this.take(socket);
    };
    const port =
      tls === null
        ? createServer(take)
        : createTlsServer({ ...tls.options, ALPNProtocols: ['h2'] }).on('secureConnection', take);
    if (port instanceof TlsServer) boundHandshakes(port, { most, forMs, onEnd: this.rules.onConnectionEnd });
    port.maxConnections = connections;
    port.on('drop', () => {
      this.rules.onConnectionEnd('too many connections');
    });
    return port;
  }

  private take(socket: Socket): void {
    const peer = peerOf(socket);
    const connection = new GrpcConnection(socket, this.connectionRules);
    this.connections.set(peer, connection);
    socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
    socket.once('close', () => {
      if (this.connections.get(peer) === connection) this.connections.delete(peer);
    });
    this.makeRoom();
    // what grpc-js keeps of a connection is for those that say something
    socket.once('readable', () => {
      if (!socket.destroyed) this.injector.injectConnection(socket);
    });
  }

  private makeRoom(): void {
    if (this.connections.size <= this.limits.strangers) return;
    const strangers = [...this.connections.values()].filter(({ isStranger }) => isStranger);
    const [oldest] = strangers;
    if (strangers.length > this.limits.strangers) oldest?.hangUp('too many strangers');
  }

  private check(): void {
    const now = performance.now();
    for (const call of this.callRules.calls) call.check(now);
    let held = 0;
    for (const connection of this.connections.values()) {
      const overdue = connection.overdue(now);
      if (overdue !== null) connection.hangUp(overdue);
      else if ((held += connection.heldBytes) > this.limits.allBytes && connection.heldBytes > 0)
        connection.hangUp('out of memory');
    }
    const serves = this.rules.serves();
    if (this.hasServed && !serves) this.sendAway();
    this.hasServed = serves;
  }

  /** Open calls are answered; the next ones need another connection. */
  private sendAway(): void {
    for (const end of this.streams) end();
    const { injector } = this;
    this.injector = this.own.createConnectionInjector(grpc.ServerCredentials.createInsecure());
    injector.drain(this.limits.lastCallsMs); // which would end, after that time, those that came meanwhile
    setTimeout(() => {
      injector.destroy();
    }, this.limits.lastCallsMs).unref();
  }
}

const admitAll: Admit = () => undefined;

/** `/package.Service/Method` */
function serviceOf(path: string): string {
  return path.slice(1, path.lastIndexOf('/'));
}

function peerOf({ remoteAddress = '', remotePort = 0 }: ReturnType<Call['getConnectionInfo']>): string {
  return `${remoteAddress} ${String(remotePort)}`;
}
