import { setTimeout } from 'node:timers/promises';

/** Waits `firstMs` before the second attempt and twice as long before each further one, never longer than `capMs`. */
export interface BackOff {
  readonly firstMs: number;
  readonly capMs: number;
}

export interface RetryOptions {
  readonly backOff: BackOff;
  /** Ends the waiting, and so the attempts. */
  readonly signal?: AbortSignal;
  /** No attempt begins later than so many milliseconds after the first; without it there is no end. */
  readonly giveUpMs?: number;
  /** Other errors are thrown at once; without it every error is tried again. */
  readonly isRetryable?: (error: unknown) => boolean;
  /** Called before each wait; `attempt` is 1 after the first failure. */
  readonly onRetry?: (error: unknown, attempt: number) => void;
  /** What is thrown when `signal` ends the waiting; without it, what the last attempt threw. */
  readonly stopped?: (lastError: unknown) => Error;
}

/** @param attempt 1 after the first failure. */
export function backOffMs({ firstMs, capMs }: BackOff, attempt: number): number {
  return Math.min(capMs, firstMs * 2 ** (attempt - 1));
}

/**
 * Tries `work` again, with back-off, until it succeeds.
 * @param work gets the number of the attempt, 1 at first.
 * @throws what `work` threw, when that is not retryable or the time is over; `stopped` when `signal` ended it.
 */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { backOff, signal, giveUpMs = Infinity, isRetryable = () => true, onRetry, stopped } = options;
  const deadline = performance.now() + giveUpMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      const waitMs = backOffMs(backOff, attempt);
      if (!isRetryable(error) || performance.now() + waitMs > deadline) throw error;
      onRetry?.(error, attempt);
      await setTimeout(waitMs, undefined, { ...(signal !== undefined && { signal }) }).catch(() => {
        throw stopped?.(error) ?? error;
      });
    }
  }
}
