import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { StartRefused } from '#env';
import { type Logger } from '../logger.js';
import { WorkerPool } from './worker-pool.js';
import { type WorkersEnv } from './workers-env.js';

type PoolEnv = Partial<WorkersEnv> & { readonly KEYWARD_TEST_CLOCK: boolean };

/** How many there are to be. */
export function workersOf(WORKERS = '1'): number {
  return WORKERS === 'auto' ? availableParallelism() : Number(WORKERS);
}

/**
 * Runs this program in as many processes as `env` says, which share every port that they listen on; each is what one
 * alone would be.
 * @returns whether this process only keeps them running; else it is one of them, or the only one.
 * @throws StartRefused
 */
export function keepWorkers({ WORKERS, KEYWARD_TEST_CLOCK }: PoolEnv, logger: Logger): boolean {
  const count = workersOf(WORKERS);
  if (count === 1 || cluster.isWorker) return false;
  if (KEYWARD_TEST_CLOCK)
    throw new StartRefused(
      'WORKERS: with KEYWARD_TEST_CLOCK there can be only one, since only one would get the time. Set WORKERS=1.',
    );
  new WorkerPool(count, logger).run();
  return true;
}
