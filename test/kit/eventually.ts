import { setTimeout as pause } from 'node:timers/promises';

/**
 * Resolves with what `attempt` returns as soon as it does not throw; asks again after `every` milliseconds.
 * @throws what the last attempt threw, once `timeout` (milliseconds, default 30,000) is over.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { timeout = 30_000, every = 20 }: { timeout?: number; every?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeout;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(every);
    }
  }
}
