import { setTimeout as pause } from 'node:timers/promises';
import { type Logger } from '../logger.js';
import { type Readiness } from '../readiness.js';

/** npm and a terminal may both pass on the same Ctrl-C; signals this close together are one. */
const SAME_SIGNAL_MS = 1000;

interface ShutdownParts {
  readonly logger: Logger;
  readonly readiness: Readiness;
  /** How long it still answers after it reports not ready, so that whoever sends requests can notice. */
  readonly drainMs: number;
  /** Stops accepting, finishes what is in flight, then closes everything else. */
  readonly close: () => Promise<void>;
}

/**
 * Ends the process well on SIGTERM and SIGINT: not ready → drain → close → exit code 0. A second signal ends it at once, with code 1.
 * An error that nobody caught is logged and ends the process with code 1: what state it left is unknown.
 */
export function installShutdown({ logger, readiness, drainMs, close }: ShutdownParts): void {
  let askedAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt >= SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    askedAt = performance.now();
    logger.info({ signal, drainMs }, 'shutting down');
    readiness.add('process', () => 'shutting down');
    pause(drainMs).then(close).then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.fatal({ err: error }, 'could not shut down in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught error');
    process.exit(1);
  });
}
