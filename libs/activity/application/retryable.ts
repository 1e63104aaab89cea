import { Retryable } from '#messaging';

/** What the store throws may be over at the next attempt. */
export async function retryable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Retryable('the activity store cannot be reached', { cause: error });
  }
}
