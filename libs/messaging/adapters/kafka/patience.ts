import { setTimeout } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { type BackOff, backOffMs } from '../../retry-in-place.js';

export interface PatienceOptions {
  readonly backOff: BackOff;
  /** No attempt begins later. */
  readonly giveUpMs: number;
  /** Ends the waiting, and so the attempts. */
  readonly signal: AbortSignal;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Tries `work` again while brokers are away, or not yet what they will be. @throws what the last attempt threw. */
export async function patiently<T>(what: string, work: () => Promise<T>, { backOff, giveUpMs, signal, onTrouble }: PatienceOptions): Promise<T> {
  const deadline = performance.now() + giveUpMs;
  for (let attempts = 1; ; attempts++) {
    try {
      return await work();
    } catch (error) {
      const wait = backOffMs(backOff, attempts);
      if (signal.aborted || isRefusal(error) || performance.now() + wait > deadline) throw error;
      onTrouble(`${what} failed`, error);
      await setTimeout(wait, undefined, { signal }).catch(() => { throw error; });
    }
  }
}

/** What the broker will never take, as a record that is too large. */
function isRefusal(error: unknown): boolean {
  return error instanceof kafkajs.KafkaJSProtocolError && !error.retriable;
}
