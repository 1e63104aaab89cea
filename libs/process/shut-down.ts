import { setTimeout as pause } from 'node:timers/promises';
import { type Logger } from './logger.js';
import { type Readiness } from './readiness.js';
import { onEndSignal } from './end-signals.js';

/** How long closing takes at most, from the end of the drain. */
const CLOSE_MS = 10_000;
/** The same for a Ctrl-C: the prompt is back within a second. */
const HURRIED_CLOSE_MS = 700;

export interface ShutdownParts {
  readonly logger: Logger;
  readonly readiness: Readiness;
  /** How long it still answers after it reports not ready, so that clients can notice. */
  readonly drainMs: number;
  /** Answers the requests that wait for something else than their own work. */
  readonly answerWaiting: () => void;
  /** Stops accepting, finishes what is in flight for `finishMs` at most, then closes everything else. */
  readonly close: (finishMs: number) => Promise<void>;
  /** What is not closed yet, for the log. */
  readonly open: () => string;
  readonly closeMs?: number;
}

/**
 * Ends the process well. SIGTERM: not ready → drain → close → exit code 0. SIGINT, as by Ctrl-C: the same without the
 * drain. What does not close in time is named in the log and left; the exit code is 0 all the same, as nothing that was
 * answered depends on it. An error that nobody caught is logged and ends the process with code 1: what state it left is
 * unknown.
 */
export function installShutdown({
  logger,
  readiness,
  drainMs,
  answerWaiting,
  close,
  open,
  closeMs = CLOSE_MS,
}: ShutdownParts): void {
  onEndSignal((signal) => {
    const [drain, bound] = signal === 'SIGINT' ? [0, Math.min(closeMs, HURRIED_CLOSE_MS)] : [drainMs, closeMs];
    logger.info({ signal, drainMs: drain }, 'shutting down');
    readiness.add('process', () => 'shutting down');
    const closing = async (): Promise<void> => {
      if (drain > 0) await pause(drain);
      setTimeout(() => {
        logger.warn({ open: open() }, `not everything was closed within ${String(bound)} ms; ending anyway`);
        process.exit(0);
      }, bound);
      answerWaiting();
      await close(bound / 2);
    };
    closing().then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.fatal({ err: error }, 'could not shut down in order');
        process.exit(1);
      },
    );
  });
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught error');
    process.exit(1);
  });
}
