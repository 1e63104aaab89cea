import { type Publisher } from '#messaging';
import { type Logger, type MetricsRegistry } from '#process';
import { UsageCounter } from './usage-counter.js';
import { UsageMetrics } from './usage-observer.js';

/** Counts what is asked of a verification process, with its log lines and metrics. */
export function createUsageCounter({
  publisher,
  logger,
  metrics,
}: {
  readonly publisher: Publisher;
  readonly logger: Logger;
  readonly metrics: MetricsRegistry;
}): UsageCounter {
  const observer = new UsageMetrics(metrics, (error) => {
    logger.warn({ err: error }, 'usage could not be sent; it is sent again');
  });
  const counter = new UsageCounter({ publisher, observer });
  observer.watch(() => counter.waiting);
  return counter;
}
