import { setTimeout } from 'node:timers/promises';
import { Retryable } from './subscriber.js';

/** Waits `firstMs` before the second attempt and twice as long before each further one, never longer than `capMs`. */
export interface BackOff {
  readonly firstMs: number;
  readonly capMs: number;
}

export interface RetryOptions {
  readonly backOff: BackOff;
  /** Ends the waiting, and so the retries. */
  readonly signal: AbortSignal;
  /** Told before each wait; `attempt` is 1 after the first failure. */
  readonly onRetry?: ((error: Retryable, attempt: number) => void) | undefined;
}

/** Runs `work` until it no longer throws Retryable; any other error is the caller's. @throws ConsumptionStopped */
export type RetryInPlace = <T>(work: () => Promise<T>) => Promise<T>;

/** The subscription was closed between two attempts: what was under way is not done and comes again. */
export class ConsumptionStopped extends Error {
  override readonly name = 'ConsumptionStopped';
}

export function backOffMs({ firstMs, capMs }: BackOff, attempt: number): number {
  return Math.min(capMs, firstMs * 2 ** (attempt - 1));
}

export function retryInPlace({ backOff, signal, onRetry }: RetryOptions): RetryInPlace {
  return async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Retryable)) throw error;
        onRetry?.(error, attempt);
        await pause(backOffMs(backOff, attempt), signal);
      }
    }
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal, ref: false });
  } catch (error) {
    throw new ConsumptionStopped('closed while waiting for the next attempt', { cause: error });
  }
}
