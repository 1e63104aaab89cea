import { type BeforeApplicationShutdown } from '@nestjs/common';
import { ServerTCP, type TcpSocket } from '@nestjs/microservices';
import { type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

/** A batch as large as HTTP takes, and what one read may bring beyond it; in characters. */
const LONGEST_MESSAGE = (1024 + 64) * 1024;
/** Answers that wait for one caller to read them, in bytes. */
const MOST_UNREAD = 4 * 1024 * 1024;
/** How long a caller may take to read his last answers. */
const LAST_READ_MS = 1000;

export interface RpcAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Nest's TCP server, which besides ends well: what is asked before the shutdown is answered. It takes no events, logs nothing of what it
 * is sent, and hangs up on whoever sends what is no message.
 */
export class RpcServer extends ServerTCP implements BeforeApplicationShutdown {
  private readonly owed = new Set<Promise<unknown>>();
  private isStopping = false;

  constructor(readonly address: RpcAddress) {
    super({ ...address, maxBufferSize: LONGEST_MESSAGE, maxSendBufferSize: MOST_UNREAD });
  }

  /** Nest waits for ever where listening fails for another reason than a port in use. */
  override listen(callback: (error?: unknown) => void): void {
    this.server.once('error', callback).once('listening', () => this.server.off('error', callback));
    super.listen(callback);
  }

  override bindHandler(socket: Socket): void {
    super.bindHandler(socket);
    socket.setNoDelay(true).on('error', () => socket.destroy());
  }

  /** Another port than `address` says when that is 0. Only while it listens. */
  boundPort(): number {
    const bound = this.server.address();
    if (bound === null || typeof bound === 'string') throw new TypeError('it does not listen on a port');
    return bound.port;
  }

  override async handleMessage(socket: TcpSocket, message: unknown): Promise<void> {
    if (this.isStopping) return; // the end of the connection tells the caller
    const answer: Promise<unknown> = super.handleMessage(socket, message);
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
    await Promise.allSettled(this.owed);
    await nextTurn(); // Nest sends an answer in the turn after it was given
    await Promise.race([Promise.all([...this.openSockets].map(ended)), pause(LAST_READ_MS, undefined, { ref: false })]);
  }

  /** The message of such an error quotes what was sent. */
  protected override handleError(): void {
    this.logger.debug?.('a connection over TCP was not usable');
  }
}

function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => { socket.end(resolve); });
}
