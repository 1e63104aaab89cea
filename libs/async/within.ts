import { setTimeout as pause } from 'node:timers/promises';

/** Resolves as `work` does, or with undefined after `ms`. Neither keeps the process alive nor leaves a timer behind. */
export async function within<T>(ms: number, work: Promise<T> | undefined): Promise<T | undefined> {
  const done = new AbortController();
  const late = pause(ms, undefined, { ref: false, signal: done.signal }).catch(() => undefined); // done before
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
