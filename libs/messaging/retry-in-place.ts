import { type BackOff, retry } from '#async';
import { Retryable } from './subscriber.js';

export interface RetryOptions {
  readonly backOff: BackOff;
  /** Ends the waiting, and so the retries. */
  readonly signal: AbortSignal;
  /** Called before each wait; `attempt` is 1 after the first failure. */
  readonly onRetry?: ((error: Retryable, attempt: number) => void) | undefined;
}

/** Runs `work` until it no longer throws Retryable; any other error is the caller's. @throws ConsumptionStopped */
export type RetryInPlace = <T>(work: () => Promise<T>) => Promise<T>;

/** The subscription was closed between two attempts: what was under way is not done and comes again. */
export class ConsumptionStopped extends Error {
  override readonly name = 'ConsumptionStopped';
}

/** What a handler threw, as the Error that a subscription fails with. */
export function handlerError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new TypeError('a handler threw something that is not an Error', { cause: thrown });
}

export function retryInPlace({ backOff, signal, onRetry }: RetryOptions): RetryInPlace {
  return (work) =>
    retry(work, {
      backOff,
      signal,
      isRetryable: (error) => error instanceof Retryable,
      onRetry: (error, attempt) => {
        if (error instanceof Retryable) onRetry?.(error, attempt);
      },
      stopped: (cause) => new ConsumptionStopped('closed while waiting for the next attempt', { cause }),
    });
}
