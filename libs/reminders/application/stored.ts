import { Retryable } from '#messaging';

/** Work on a store inside a records handler: while the store is away, the batch waits. */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Retryable('the store is not reachable', { cause: error });
  }
}
