import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { StartRefused } from '#env';
import { type Logger } from '../logger.js';
import { WorkerPool } from './worker-pool.js';

export interface WorkersEnv {
  /** A number; `auto`: one for each core that this process may use. Default: 1. */
  readonly WORKERS?: string;
  readonly KEYWARD_TEST_CLOCK: boolean;
}

/**
 * Runs this program in as many processes as `env` says, which share every port that they listen on; each is what one
 * alone would be.
 * @returns whether this process only keeps them running; else it is one of them, or the only one.
 * @throws StartRefused
 */
export function keepWorkers({ WORKERS = '1', KEYWARD_TEST_CLOCK }: WorkersEnv, logger: Logger): boolean {
  const count = WORKERS === 'auto' ? availableParallelism() : Number(WORKERS);
  if (count === 1 || cluster.isWorker) return false;
  if (KEYWARD_TEST_CLOCK)
    throw new StartRefused(
      'WORKERS: with KEYWARD_TEST_CLOCK there can be only one, since only one would get the time. Set WORKERS=1.',
    );
  new WorkerPool(count, logger).run();
  return true;
}
