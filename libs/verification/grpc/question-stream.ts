import { create } from '@bufbuild/protobuf';
import { type ServerDuplexStream } from '@grpc/grpc-js';
import { Problem } from '#contracts';
import { type RefusedCallers } from '#http';
import { type Logger } from '#process';
import { type VerifyRequest, VerifyStreamRequestSchema, VerifyStreamResponseSchema } from '#protos';
import { type Verifier } from '../application/verifier.js';
import { type Verdict } from '../domain/judge.js';
import { addressOf } from './grpc-problem.filter.js';
import { bytesOf, callStatus, statusMessage } from './grpc-status.js';
import { readMessage, requestOf, requireKnown, streamedBytes } from './verify-messages.js';

export interface QuestionStreamParts {
  readonly verifier: Pick<Verifier, 'verify'>;
  readonly refused: Pick<RefusedCallers, 'note'>;
  readonly logger: Pick<Logger, 'error'>;
  /** What ends each stream that is open, after the answers that it owes. */
  readonly streams: Set<() => void>;
  /** Questions that wait for their answers; the next ones are not read. */
  readonly most: number;
}

/**
 * Answers one stream of questions, each as soon as it can be. It reads no more while its caller reads no answers, nor
 * while `most` questions wait. A message that cannot be read ends it, after the answers to those before.
 */
export class QuestionStream {
  private waiting = 0;
  private isBlocked = false;
  private ending: Problem | 'orderly' | undefined;
  private isEnded = false;

  constructor(
    private readonly call: ServerDuplexStream<Buffer, Buffer>,
    private readonly parts: QuestionStreamParts,
  ) {}

  run(): void {
    const { call } = this;
    const stop = (): void => {
      this.finish(new Problem('verdict-unavailable', 'This replica stops: ask on a new stream.'));
    };
    this.parts.streams.add(stop);
    const over = (): void => {
      this.isEnded = true;
      this.parts.streams.delete(stop);
    };
    call
      .on('data', (message: Buffer) => {
        this.take(message);
      })
      .on('end', () => {
        this.finish('orderly');
      })
      .on('drain', () => {
        this.isBlocked = false;
        this.goOn();
      })
      .on('cancelled', over)
      .on('close', over)
      .on('error', over);
  }

  private take(message: Buffer): void {
    if (this.ending !== undefined) return;
    const arrivedAt = performance.now();
    try {
      const envelope = readMessage(VerifyStreamRequestSchema, message);
      requireKnown(envelope);
      this.ask(envelope.id, envelope.request, arrivedAt);
    } catch (error) {
      this.finish(this.problemOf(error));
    }
  }

  private ask(id: bigint, request: VerifyRequest | undefined, arrivedAt: number): void {
    try {
      if (request === undefined) throw new Problem('invalid-request', 'The message holds no request.');
      const { key, ...question } = requestOf(request);
      const verdict = this.parts.verifier.verify(key, question, 'grpc-stream', arrivedAt);
      if (verdict instanceof Promise) this.answerLater(id, verdict);
      else this.answer(id, verdict);
    } catch (error) {
      this.answer(id, this.problemOf(error));
    }
  }

  private answerLater(id: bigint, verdict: Promise<Verdict>): void {
    this.waiting += 1;
    if (this.waiting >= this.parts.most) this.call.pause();
    void verdict.then((late) => {
      this.waiting -= 1;
      this.answer(id, late);
      this.goOn();
    });
  }

  private answer(id: bigint, what: Verdict | Problem): void {
    if (this.isEnded) return;
    const said = what instanceof Problem || what.outcome !== 'unavailable' ? what : new Problem('verdict-unavailable');
    if (this.call.write(said instanceof Problem ? problemBytes(id, said) : streamedBytes(id, said))) return;
    this.isBlocked = true;
    this.call.pause();
  }

  private goOn(): void {
    if (this.ending !== undefined) this.endIfDone();
    else if (!this.isBlocked && this.waiting < this.parts.most) this.call.resume();
  }

  /** Takes no more questions; ends when those before are answered. */
  private finish(how: Problem | 'orderly'): void {
    this.ending ??= how;
    this.endIfDone();
  }

  private endIfDone(): void {
    if (this.isEnded || this.waiting > 0) return;
    this.isEnded = true;
    if (this.ending instanceof Problem) this.call.emit('error', callStatus(this.ending));
    else this.call.end();
  }

  private problemOf(error: unknown): Problem {
    if (!(error instanceof Problem)) {
      this.parts.logger.error({ err: error }, 'a question over gRPC failed');
      return new Problem('internal');
    }
    this.parts.refused.note('grpc', error.code, addressOf(this.call.getPeer()));
    return error;
  }
}

function problemBytes(id: bigint, problem: Problem): Buffer {
  const outcome = { case: 'problem' as const, value: statusMessage(problem) };
  return bytesOf(VerifyStreamResponseSchema, create(VerifyStreamResponseSchema, { id, outcome }));
}
