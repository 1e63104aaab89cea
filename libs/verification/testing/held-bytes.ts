import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * What this process holds, in bytes, garbage left out. What a collection frees of buffers is counted a moment later:
 * the least of some is what is held.
 */
export async function heldBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let held = Infinity;
  for (let collection = 0; collection < 10; collection++) {
    await setImmediate();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    held = Math.min(held, heapUsed + arrayBuffers);
  }
  return held;
}
