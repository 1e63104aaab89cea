import { setTimeout } from 'node:timers/promises';
import { type OwnerId } from '#contracts';
import { UnreadableStream } from '../event-store.js';
import { type PublishingFailure, type PublishingObserver } from './publishing-observer.js';

/** The loop was closed before the commit was acknowledged. It stays in the store and is published by another process or the next start. */
export class PublishingStopped extends Error {
  override readonly name = 'PublishingStopped';
}

export interface PublishingBackOff {
  /** Before the second attempt; twice as long before each further one. */
  readonly firstMs: number;
  readonly capMs: number;
}

/** Tries steps again, with back-off, until they succeed or the loop is closed. */
export class Persistence {
  private readonly stopping = new AbortController();

  constructor(private readonly backOff: PublishingBackOff, private readonly observer: PublishingObserver) {}

  /** Aborted by `stop()`. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  get stopped(): boolean {
    return this.signal.aborted;
  }

  /** From now on a failure is not tried again. */
  stop(): void {
    this.stopping.abort();
  }

  /**
   * @param work gets the number of the attempt, 1 at first.
   * @throws PublishingStopped when the loop was closed after a failure. @throws UnreadableStream, which no attempt would change.
   */
  async until<T>(step: PublishingFailure['step'], stream: OwnerId | null, work: (attempt: number) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(attempt);
      } catch (error) {
        if (error instanceof UnreadableStream) throw error;
        this.observer.failed?.({ step, stream, attempt, error });
        await this.pause(Math.min(this.backOff.capMs, this.backOff.firstMs * 2 ** (attempt - 1)), error);
      }
    }
  }

  private async pause(ms: number, cause: unknown): Promise<void> {
    try {
      await setTimeout(ms, undefined, { signal: this.signal });
    } catch {
      throw new PublishingStopped('publishing was closed; the commit is published after the next start', { cause });
    }
  }
}
