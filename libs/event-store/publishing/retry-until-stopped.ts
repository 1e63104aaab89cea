import { type BackOff, retry } from '#async';
import { type OwnerId } from '#contracts';
import { UnreadableStream } from '../event-store.js';
import { type PublishingFailure, type PublishingObserver } from './publishing-observer.js';

/**
 * The loop was closed before the commit was acknowledged. It stays in the store and is published by another process or
 * the next start.
 */
export class PublishingStopped extends Error {
  override readonly name = 'PublishingStopped';
}

/**
 * Tries the steps of publishing again until they succeed or the loop is closed, and reports each failure to the
 * observer.
 */
export class RetryUntilStopped {
  private readonly stopping = new AbortController();

  constructor(
    private readonly backOff: BackOff,
    private readonly observer: PublishingObserver,
  ) {}

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
   * @throws PublishingStopped when the loop was closed after a failure. @throws UnreadableStream, which no attempt
   * would change.
   */
  run<T>(step: PublishingFailure['step'], stream: OwnerId | null, work: (attempt: number) => Promise<T>): Promise<T> {
    return retry(work, {
      backOff: this.backOff,
      signal: this.signal,
      isRetryable: (error) => !(error instanceof UnreadableStream),
      onRetry: (error, attempt) => {
        this.observer.failed?.({ step, stream, attempt, error });
      },
      stopped: (cause) =>
        new PublishingStopped('publishing was closed; the commit is published after the next start', { cause }),
    });
  }
}
