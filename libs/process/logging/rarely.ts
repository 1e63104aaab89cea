/**
 * Calls `write` at once, then once in `everyMs` at most, with how many times it was called for since the last one. What
 * comes in between and last is counted in the next.
 */
export function rarely(everyMs: number, write: (times: number) => void): () => void {
  let writtenAt = -Infinity;
  let times = 0;
  return () => {
    times += 1;
    const now = performance.now();
    if (now - writtenAt < everyMs) return;
    writtenAt = now;
    write(times);
    times = 0;
  };
}
