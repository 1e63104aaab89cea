import { workerData } from 'node:worker_threads';
import { Background, type BackgroundTasks } from '../background.js';
import { AdjustableClock, SystemClock } from '../clocks.js';
import { type ProcessParts } from '../feature.js';
import { createLogger } from '../logging/create-logger.js';
import { BoundedRegistry } from '../metrics/bounded-registry.js';
import { Readiness } from '../readiness.js';
import { type Handed, type HostCalls, type ThreadCalls } from './host-calls.js';
import { answering, type Calls, Link } from './link.js';

const LOOK_EVERY_MS = 100;

export interface ThreadParts<Main extends Calls> extends ProcessParts {
  /** The thread that started this one. */
  readonly main: Pick<Link<Main>, 'call' | 'tell'>;
}

export interface ThreadWork {
  /** Started in order, ended in the reverse one. One that fails ends the thread. */
  readonly tasks: BackgroundTasks;
  /** What the main thread may ask once they are started. */
  readonly calls?: Calls;
}

/**
 * To be called by the module that a `WorkerThread` was given as its entry, once: runs what `describe` returns between
 * the start and the close of that.
 */
export function runWorkerThread<Main extends Calls = Calls>(
  describe: (data: never, parts: ThreadParts<Main>) => ThreadWork | Promise<ThreadWork>,
): void {
  const handed = workerData as Handed<never>;
  const logger = createLogger(handed.logger);
  const metrics = new BoundedRegistry(() => undefined, handed.labels);
  const clock = handed.clock === null ? new SystemClock() : new AdjustableClock(handed.clock);
  let work: ThreadWork = { tasks: {} };
  let background: Background | undefined;
  const main = new Link<Main>(handed.calls, (name, asked) => answering(work.calls ?? {})(name, asked));
  const threadCalls: ThreadCalls = {
    start: async () => {
      const readiness = new Readiness();
      work = await describe(handed.data, { clock, logger, metrics, main });
      background = new Background({ tasks: work.tasks, readiness, logger });
      await background.start();
      tellReadiness(readiness, (reason) => {
        host.tell('notReady', reason);
      });
    },
    answerWaiting: () => background?.answerWaiting(),
    metrics: () => metrics.own(),
    close: () => background?.onApplicationShutdown(),
  };
  const host = new Link<HostCalls>(handed.host, answering(threadCalls));
}

/** At once, then whenever it has changed. */
function tellReadiness(readiness: Readiness, tell: (reason: string | null) => void): void {
  let told: string | null | undefined;
  const look = (): void => {
    const reasons = Object.entries(readiness.reasons()).map(([name, reason]) => `${name}: ${reason}`);
    const reason = reasons.length === 0 ? null : reasons.join('; ');
    if (reason !== told) tell(reason);
    told = reason;
  };
  look();
  setInterval(look, LOOK_EVERY_MS).unref();
}
