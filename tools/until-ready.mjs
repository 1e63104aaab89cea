import { setTimeout as pause } from 'node:timers/promises';

const ASK_EVERY_MS = 50;

/**
 * Resolves once the service at `address` says that it is ready.
 * @param hasEnded whether its process is gone: then nobody will.
 */
export async function untilReady(address, hasEnded = () => false) {
  while (!(await answersOk(`${address}/health/ready`))) {
    if (hasEnded()) throw new Error('Keyward did not start; see above');
    await pause(ASK_EVERY_MS);
  }
}

async function answersOk(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
