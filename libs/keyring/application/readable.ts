import { Problem } from '#contracts';
import { UnreadableStream } from '#event-store';

/** @throws Problem stream-unreadable in place of UnreadableStream */
export async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof UnreadableStream ? new Problem('stream-unreadable') : error;
  }
}
