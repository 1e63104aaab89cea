import { type Socket } from 'node:net';
import { type GrpcLimits } from './grpc-limits.js';

/** Why a connection was ended. */
export type ConnectionEnd =
  | 'not HTTP/2'
  | 'too slow'
  | 'unread answers'
  | 'no introduction'
  | 'idle'
  | 'too many strangers'
  | 'too many connections'
  | 'out of memory';

export interface ConnectionRules {
  readonly limits: GrpcLimits;
  /** Whether callers have to show who they are. */
  readonly asksWho: boolean;
  readonly onEnd: (reason: ConnectionEnd) => void;
}

/** One connection: what it holds, and how long it may. The calls on it report to it. */
export class GrpcConnection {
  streams = 0;
  private readonly openedAt = performance.now();
  private askedAt = this.openedAt;
  private openCalls = 0;
  private unfinished = 0;
  private readBefore = 0;
  private isKnown = false;

  constructor(
    private readonly socket: Socket,
    private readonly rules: ConnectionRules,
  ) {
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code?.startsWith('ERR_HTTP2') === true) rules.onEnd('not HTTP/2');
    });
  }

  get isStranger(): boolean {
    return !this.isKnown;
  }

  get remoteAddress(): string | undefined {
    return this.socket.remoteAddress;
  }

  /** At most so many bytes of unfinished messages are kept. */
  get heldBytes(): number {
    return this.unfinished === 0 ? 0 : this.socket.bytesRead - this.readBefore;
  }

  /** Its caller has shown who asks, or has asked where nobody needs to. */
  introduced(): void {
    this.isKnown = true;
  }

  callBegins(): void {
    this.openCalls += 1;
    this.unfinished += 1;
    if (this.unfinished === 1) this.readBefore = this.socket.bytesRead;
  }

  messageArrived(): void {
    this.unfinished -= 1;
  }

  callEnds(): void {
    this.openCalls -= 1;
    this.askedAt = performance.now();
  }

  /** Why it has lasted too long, at `now` (`performance.now()`). */
  overdue(now: number): ConnectionEnd | null {
    const { introductionMs, idleMs } = this.rules.limits;
    if (!this.isKnown && now - this.openedAt > introductionMs) return 'no introduction';
    return !this.rules.asksWho && this.openCalls === 0 && now - this.askedAt > idleMs ? 'idle' : null;
  }

  hangUp(reason: ConnectionEnd): void {
    if (this.socket.destroyed) return;
    this.rules.onEnd(reason);
    this.socket.destroy();
  }
}
