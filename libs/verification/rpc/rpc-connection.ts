import { TcpSocket } from '@nestjs/microservices';
import { type Socket } from 'node:net';
import { NoMessage, RpcFrames } from './rpc-frames.js';
import { type RpcLimits } from './rpc-limits.js';
import { shownToken } from './shown-token.js';

/** Why a connection was ended. */
export type EndReason =
  | 'not a message'
  | 'too long'
  | 'too slow'
  | 'unread answers'
  | 'no introduction'
  | 'idle'
  | 'too many strangers'
  | 'too many connections'
  | 'out of memory';

/** What the connections of a server share. */
export interface RpcHouse {
  readonly limits: RpcLimits;
  /** Whether `token` makes its bearer known; null: nobody needs to be. */
  readonly knows: ((token: string) => boolean) | null;
  /** Bytes that all connections hold. */
  heldBytes: number;
  readonly onEnd: (reason: EndReason) => void;
}

/** One connection, in bounds: of its bytes, of its time and, together with all others, of memory. */
export class RpcConnection extends TcpSocket {
  private readonly frames: RpcFrames;
  private readonly openedAt = performance.now();
  private askedAt = this.openedAt;
  private unfinishedSince: number | null = null;
  private blockedSince: number | null = null;
  private held = 0;
  private isKnown = false;

  constructor(
    socket: Socket,
    private readonly house: RpcHouse,
  ) {
    super(socket);
    this.frames = new RpcFrames(house.limits.messageBytes);
    socket.on('close', () => {
      this.hold(0);
    });
  }

  get isStranger(): boolean {
    return !this.isKnown;
  }

  /** Its caller has shown who asks, or has asked where nobody needs to be known. */
  introduced(): void {
    this.isKnown = true;
  }

  /** Why it has lasted too long, at `now` (`performance.now()`). */
  overdue(now: number): EndReason | null {
    const { introductionMs, messageMs, idleMs } = this.house.limits;
    if (this.unfinishedSince !== null && now - this.unfinishedSince > messageMs) return 'too slow';
    if (this.blockedSince !== null && now - this.blockedSince > messageMs) return 'unread answers';
    if (!this.isKnown && now - this.openedAt > introductionMs) return 'no introduction';
    return this.house.knows === null && now - this.askedAt > idleMs ? 'idle' : null;
  }

  hangUp(reason: EndReason): void {
    if (this.socket.destroyed) return;
    this.house.onEnd(reason);
    this.socket.destroy();
  }

  protected override handleData(chunk: Buffer): void {
    this.frames.add(chunk);
    this.takeMessages();
  }

  protected override handleDataError(error: unknown): void {
    this.hangUp(error instanceof NoMessage ? error.reason : 'not a message');
  }

  /** Sends a message that is JSON text already. */
  sendText(json: string, callback?: (error?: unknown) => void): void {
    if (this.socket.destroyed) return;
    const isAscii = Buffer.byteLength(json) === json.length; // it is written in half the time as what it is
    if (!this.socket.write(`${String(json.length)}#${json}`, isAscii ? 'latin1' : 'utf8', callback)) this.block();
  }

  protected override handleSend(message: unknown, callback?: (error?: unknown) => void): void {
    this.sendText(JSON.stringify(message), callback);
  }

  private takeMessages(): void {
    let took = false;
    while (this.blockedSince === null && !this.socket.destroyed) {
      const message = this.frames.next();
      if (message === null) break;
      took = true;
      this.emitMessage(message);
    }
    if (took) this.frames.settle();
    const { held } = this.frames;
    const now = held === 0 && !took ? 0 : performance.now();
    if (took) this.askedAt = now;
    if (held === 0) this.unfinishedSince = null;
    else if (took || this.unfinishedSince === null) this.unfinishedSince = now;
    if (held > this.mayHold()) this.hangUp('too long');
    this.hold(held + (this.blockedSince === null ? 0 : this.socket.writableLength));
  }

  /** Large messages are for those who are known; a stranger may show a token at the beginning of the first one. */
  private mayHold(): number {
    const {
      knows,
      limits: { strangerBytes, messageBytes },
    } = this.house;
    if (!this.isKnown && knows !== null && this.frames.held > strangerBytes) {
      const token = shownToken(this.frames.beginning);
      this.isKnown = token !== undefined && knows(token);
    }
    return this.isKnown || knows === null ? messageBytes : strangerBytes;
  }

  /** Takes no more questions until the caller has read the answers. */
  private block(): void {
    const {
      knows,
      limits: { strangerUnread, mostUnread },
    } = this.house;
    if (this.socket.writableLength > (this.isKnown || knows === null ? mostUnread : strangerUnread)) {
      this.hangUp('unread answers');
      return;
    }
    this.hold(this.frames.held + this.socket.writableLength);
    if (this.blockedSince !== null) return;
    this.blockedSince = performance.now();
    this.socket.pause().once('drain', () => {
      this.blockedSince = null;
      this.socket.resume();
      try {
        this.takeMessages();
      } catch (error) {
        this.handleDataError(error);
      }
    });
  }

  private hold(bytes: number): void {
    const now = this.socket.destroyed ? 0 : bytes;
    this.house.heldBytes += now - this.held;
    this.held = now;
    if (this.house.heldBytes > this.house.limits.allBytes && now > 0) this.hangUp('out of memory');
  }
}
