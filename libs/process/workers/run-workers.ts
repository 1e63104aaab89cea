import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { StartRefused } from '#env';
import { createLogger, type LogLevel } from '../logging/create-logger.js';
import { WorkerPool } from './worker-pool.js';

export interface WorkersEnv {
  readonly LOG_LEVEL: LogLevel;
  /** A number; `auto`: one for each core that this process may use. */
  readonly WORKERS: string;
  readonly KEYWARD_TEST_CLOCK: boolean;
}

/**
 * Runs `serve` in as many processes as `env` says, which share every port that they listen on; each is what one alone
 * would be. With one it is this process.
 * @throws StartRefused
 */
export async function runWorkers(
  name: string,
  { LOG_LEVEL, WORKERS, KEYWARD_TEST_CLOCK }: WorkersEnv,
  serve: () => Promise<void>,
): Promise<void> {
  const count = WORKERS === 'auto' ? availableParallelism() : Number(WORKERS);
  if (count === 1 || cluster.isWorker) return serve();
  if (KEYWARD_TEST_CLOCK)
    throw new StartRefused(
      'WORKERS: with KEYWARD_TEST_CLOCK there can be only one, since only one would get the time. Set WORKERS=1.',
    );
  new WorkerPool(count, createLogger({ level: LOG_LEVEL, name })).run();
}
