import { setTimeout } from 'node:timers/promises';
import { type RecordsHandler } from '../../subscriber.js';

/** A handler was called and has not come back: nothing behind its batch will ever be handled in this process. */
export class HandlerHangs extends Error {
  override readonly name = 'HandlerHangs';
  constructor(topic: string, limitMs: number) {
    super(
      `a handler of ${topic} has not come back within ${String(limitMs)} ms: restart the process; if it happens again, find what the handler waits for`,
    );
  }
}

/** The handler, but rejecting with HandlerHangs when one call takes longer than `limitMs`. */
export function limited(topic: string, handle: RecordsHandler, limitMs: number): RecordsHandler {
  return async (records) => {
    const done = new AbortController();
    const late = async (): Promise<void> => {
      await setTimeout(limitMs, undefined, { signal: done.signal, ref: false });
      throw new HandlerHangs(topic, limitMs);
    };
    try {
      await Promise.race([handle(records), late()]);
    } finally {
      done.abort();
    }
  };
}
