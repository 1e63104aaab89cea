import { type BeforeApplicationShutdown } from '@nestjs/common';
import { ServerTCP, type TcpSocket } from '@nestjs/microservices';
import { type Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { within } from '#async';
import { boundHandshakes, type TlsFiles } from '#http';
import { checkEveryMs, type Logger } from '#process';
import { type AdmitCaller } from '../application/admit-caller.js';
import { type EndReason, RpcConnection, type RpcHouse } from './rpc-connection.js';
import { RPC_LIMITS, type RpcLimits } from './rpc-limits.js';
import { type RpcAnswer } from './verify-rpc-answers.js';

/** How long a caller may take to read the last answers. */
const LAST_READ_MS = 1000;
/** So a peer that is gone without a word is noticed. */
const KEEP_ALIVE_MS = 60_000;

export interface RpcAddress {
  readonly host: string;
  readonly port: number;
}

export interface RpcServerOptions extends RpcAddress {
  /** null: anybody may ask. */
  readonly admitCaller: AdmitCaller | null;
  /** Whether verdicts can be given; where it turns false, callers are sent away to ask elsewhere. */
  readonly serves: () => boolean;
  /** What is answered without Nest's pipeline, by pattern. Default: nothing. */
  readonly answers?: ReadonlyMap<string, RpcAnswer>;
  /** What clients are shown; null or left out: connections are not encrypted. */
  readonly tls?: TlsFiles | null;
  /** Default: not reported. */
  readonly onEnd?: (reason: EndReason) => void;
  readonly limits?: Partial<RpcLimits>;
}

/**
 * Nest's TCP server with an orderly end: requests from before the shutdown are answered. It takes no events, logs
 * nothing of what it receives, and closes connections that send malformed messages or exceed `RpcLimits`.
 */
export class RpcServer extends ServerTCP implements BeforeApplicationShutdown {
  readonly address: RpcAddress;
  private readonly house: RpcHouse;
  private readonly connections = new Set<RpcConnection>();
  private readonly strangers = new Set<RpcConnection>();
  private readonly owed = new Set<Promise<unknown>>();
  private isStopping = false;
  private hasServed = false;

  constructor(private readonly rules: RpcServerOptions) {
    const { host, port, tls = null, admitCaller, onEnd = () => undefined, limits } = rules;
    super({ host, port, ...(tls !== null && { tlsOptions: tls.options }) });
    this.address = { host, port };
    this.house = {
      limits: { ...RPC_LIMITS, ...limits },
      knows: admitCaller === null ? null : (token) => isAdmitted(admitCaller, token),
      heldBytes: 0,
      onEnd,
    };
    this.server.maxConnections = this.house.limits.connections;
    this.server.on('drop', () => {
      onEnd('too many connections');
    });
    const { strangers: most, introductionMs: forMs } = this.house.limits;
    if (this.server instanceof TlsServer) boundHandshakes(this.server, { most, forMs, onEnd });
  }

  /** Bytes of unfinished messages and unread answers, of all connections. */
  get heldBytes(): number {
    return this.house.heldBytes;
  }

  get openConnections(): number {
    return this.connections.size;
  }

  /** Nest waits for ever where listening fails for another reason than a port in use. */
  override listen(callback: (error?: unknown) => void): void {
    this.server.once('error', callback).once('listening', () => this.server.off('error', callback));
    super.listen(callback);
    const { introductionMs, messageMs, idleMs } = this.house.limits;
    const checking = setInterval(
      () => {
        this.check();
      },
      checkEveryMs(introductionMs, messageMs, idleMs),
    ).unref();
    this.server.once('close', () => {
      clearInterval(checking);
    });
  }

  override bindHandler(socket: Socket): void {
    super.bindHandler(socket);
    socket
      .setNoDelay(true)
      .setKeepAlive(true, KEEP_ALIVE_MS)
      .on('error', () => socket.destroy());
  }

  /** Shows new certificates as they come; does nothing without TLS. */
  followCertificate(logger: Logger): void {
    if (this.server instanceof TlsServer) this.rules.tls?.follow(this.server, logger);
  }

  /** Another port than `address` says when that is 0. Only while it listens. */
  boundPort(): number {
    const bound = this.server.address();
    if (bound === null || typeof bound === 'string') throw new TypeError('it does not listen on a port');
    return bound.port;
  }

  override async handleMessage(socket: TcpSocket, message: unknown): Promise<void> {
    if (this.isStopping) return; // the caller sees the end of the connection
    const answer = this.answered(socket, message) ?? super.handleMessage(socket, message);
    if (answer === 'sent') return;
    this.owed.add(answer);
    try {
      await answer;
    } finally {
      this.owed.delete(answer);
    }
  }

  override handleEvent(): Promise<void> {
    return Promise.resolve();
  }

  /** Nest has hooks before it closes its servers. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    this.server.close();
    await this.endConnections();
  }

  protected override getSocketInstance(socket: Socket): RpcConnection {
    const connection = new RpcConnection(socket, this.house);
    this.connections.add(connection);
    this.strangers.add(connection);
    socket.once('close', () => {
      this.connections.delete(connection);
      this.strangers.delete(connection);
    });
    if (this.strangers.size > this.house.limits.strangers) this.makeRoom();
    return connection;
  }

  /** undefined: it is for Nest. */
  private answered(socket: TcpSocket, message: unknown): 'sent' | Promise<void> | undefined {
    if (!(socket instanceof RpcConnection) || !isQuestion(message)) return undefined;
    const answer = this.rules.answers?.get(message.pattern)?.(message.data, socket);
    if (answer === undefined) return undefined;
    const send = (outcome: string): void => {
      socket.sendText(`{${outcome},"isDisposed":true,"id":${JSON.stringify(message.id)}}`);
    };
    if (typeof answer !== 'string') return answer.then(send);
    send(answer);
    return 'sent';
  }

  /** The message of such an error quotes what was sent. */
  protected override handleError(): void {
    this.logger.debug?.('a connection over TCP was not usable');
  }

  private makeRoom(): void {
    for (const each of this.strangers) if (!each.isStranger) this.strangers.delete(each);
    const [oldest] = this.strangers;
    if (this.strangers.size > this.house.limits.strangers) oldest?.hangUp('too many strangers');
  }

  private check(): void {
    const now = performance.now();
    for (const connection of this.connections) {
      const overdue = connection.overdue(now);
      if (overdue !== null) connection.hangUp(overdue);
    }
    const serves = this.rules.serves();
    if (this.hasServed && !serves) void this.endConnections();
    this.hasServed = serves;
  }

  /** Answers what was asked, then ends the connections that there are. */
  private async endConnections(): Promise<void> {
    const sockets = [...this.openSockets];
    await Promise.allSettled(this.owed);
    await nextTurn(); // Nest sends an answer in the turn after it was given
    await within(LAST_READ_MS, Promise.all(sockets.map(ended)));
    for (const socket of sockets) socket.destroy();
  }
}

interface Question {
  readonly pattern: string;
  readonly data?: unknown;
  readonly id: unknown;
}

function isQuestion(message: unknown): message is Question {
  return (
    typeof message === 'object' &&
    message !== null &&
    'pattern' in message &&
    typeof message.pattern === 'string' &&
    'id' in message
  );
}

function isAdmitted(admitCaller: AdmitCaller, token: string): boolean {
  try {
    admitCaller(token);
    return true;
  } catch {
    return false;
  }
}

function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.end(resolve);
  });
}
