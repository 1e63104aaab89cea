import kafkajs from 'kafkajs';
import { type BackOff, retry } from '#async';

export interface RetryBrokersOptions {
  readonly backOff: BackOff;
  /** No attempt begins later. */
  readonly giveUpMs: number;
  /** Ends the waiting, and so the attempts. */
  readonly signal: AbortSignal;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Tries `work` again while brokers are away, or not yet what they will be. @throws what the last attempt threw. */
export function retryBrokers<T>(
  what: string,
  work: () => Promise<T>,
  { onTrouble, signal, ...options }: RetryBrokersOptions,
): Promise<T> {
  return retry(work, {
    ...options,
    signal,
    isRetryable: (error) => !signal.aborted && !isRefusal(error),
    onRetry: (error) => {
      onTrouble(`${what} failed`, error);
    },
  });
}

/** What the broker will never take, as a record that is too large. */
function isRefusal(error: unknown): boolean {
  return error instanceof kafkajs.KafkaJSProtocolError && !error.retriable;
}
