import { type ServerInterceptingCallInterface as Call, type Metadata, status as Code } from '@grpc/grpc-js';
import { Problem } from '#contracts';
import { type GrpcConnection } from './grpc-connection.js';
import { type GrpcLimits } from './grpc-limits.js';
import { callStatus, TOO_LATE } from './grpc-status.js';
import { NOT_TRACED, traceCall } from './trace-call.js';

type Listener = Parameters<Call['start']>[0];
type Status = Parameters<Call['sendStatus']>[0];

/** Why a call was ended before its time. */
export type CallEnd = 'no message' | 'too slow' | 'too late' | 'too many streams';

/** What is asked of a call before its message is read. @throws Problem */
export type Admit = (metadata: Metadata, connection: GrpcConnection) => void;

export interface CallRules {
  readonly limits: GrpcLimits;
  readonly onEnd: (reason: CallEnd) => void;
  /** The open ones, the oldest first. */
  readonly calls: Set<WatchedCall>;
}

type Phase = 'message' | 'answer' | 'sending';

/** One call, in bounds: admitted before it is read, and ended when its message or its answer takes too long. */
export class WatchedCall implements Call {
  private phase: Phase = 'message';
  private since = performance.now();
  private trace = NOT_TRACED;

  constructor(
    private readonly call: Call,
    private readonly path: string,
    private readonly connection: GrpcConnection,
    private readonly rules: CallRules,
    private readonly admit: Admit,
    /** A stream takes as long as it takes. */
    private readonly isStream: boolean,
  ) {}

  start(listener: Listener): void {
    this.call.start({
      onReceiveMetadata: (metadata) => {
        this.begin();
        this.trace = traceCall(this.path, metadata);
        if (this.isAdmitted(metadata)) listener.onReceiveMetadata(metadata);
      },
      onReceiveMessage: (message) => {
        if (this.phase === 'message') this.arrived();
        if (Number(this.call.getDeadline()) <= Date.now()) this.sendStatus(TOO_LATE);
        else
          this.trace.within(() => {
            listener.onReceiveMessage(message);
          });
      },
      onReceiveHalfClose: () => {
        this.trace.within(() => {
          listener.onReceiveHalfClose();
        });
      },
      onCancel: () => {
        this.trace.end(Code.CANCELLED);
        this.end();
        listener.onCancel();
      },
    });
  }

  /** Ends what has lasted too long, at `now` (`performance.now()`). */
  check(now: number): void {
    const { messageMs, answerMs } = this.rules.limits;
    const lastsMs = now - this.since;
    if (this.phase === 'sending') {
      if (lastsMs > messageMs) this.connection.hangUp('unread answers');
    } else if (this.phase === 'message') {
      if (lastsMs > messageMs) this.giveUp('too slow');
    } else if (!this.isStream && lastsMs > answerMs) this.giveUp('too late');
  }

  sendStatus(status: Status): void {
    this.enter('sending');
    this.trace.end(status.code);
    this.call.sendStatus(status);
  }

  sendMetadata(metadata: Metadata): void {
    this.call.sendMetadata(metadata);
  }

  sendMessage(message: unknown, callback: () => void): void {
    if (this.isStream) {
      this.call.sendMessage(message, callback);
      return;
    }
    this.call.sendMessage(message, () => undefined);
    callback(); // the status leaves with the message, in one write to the socket
  }

  startRead(): void {
    this.call.startRead();
  }

  getPeer(): string {
    return this.call.getPeer();
  }

  getDeadline(): ReturnType<Call['getDeadline']> {
    return this.call.getDeadline();
  }

  getHost(): string {
    return this.call.getHost();
  }

  getAuthContext(): ReturnType<Call['getAuthContext']> {
    return this.call.getAuthContext();
  }

  getConnectionInfo(): ReturnType<Call['getConnectionInfo']> {
    return this.call.getConnectionInfo();
  }

  getMetricsRecorder(): ReturnType<Call['getMetricsRecorder']> {
    return this.call.getMetricsRecorder();
  }

  private begin(): void {
    this.rules.calls.add(this);
    this.connection.callBegins();
    if (this.isStream) this.connection.streams += 1;
  }

  private isAdmitted(metadata: Metadata): boolean {
    try {
      if (this.isStream && this.connection.streams > this.rules.limits.streamsEach) {
        this.rules.onEnd('too many streams');
        this.sendStatus({ code: Code.RESOURCE_EXHAUSTED, details: 'There are too many streams on this connection.' });
        return false;
      }
      this.admit(metadata, this.connection);
      return true;
    } catch (error) {
      this.sendStatus(callStatus(error instanceof Problem ? error : new Problem('internal')));
      return false;
    }
  }

  private arrived(): void {
    this.enter('answer');
  }

  private enter(phase: Phase): void {
    if (this.phase === 'message' && phase !== 'message') this.connection.messageArrived();
    this.phase = phase;
    this.since = performance.now();
  }

  private giveUp(reason: CallEnd): void {
    this.rules.onEnd(reason);
    this.sendStatus(TOO_LATE);
  }

  private end(): void {
    if (!this.rules.calls.delete(this)) return;
    if (this.phase === 'message') this.rules.onEnd('no message');
    if (this.phase === 'message') this.connection.messageArrived();
    if (this.isStream) this.connection.streams -= 1;
    this.connection.callEnds();
  }
}
