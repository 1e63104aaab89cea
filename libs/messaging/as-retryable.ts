import { Retryable } from './subscriber.js';

/**
 * Work that a records handler cannot do without, on a store or a log: while it rejects, the batch waits and is handed
 * over again.
 * @throws Retryable whatever `work` rejects with; that is its cause.
 */
export async function asRetryable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Retryable('a store or log that the handler needs cannot be reached', { cause: error });
  }
}
