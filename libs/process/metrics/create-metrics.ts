import { type Logger } from '../logger.js';
import { type MetricsRegistry } from '../metrics.js';
import { BoundedRegistry } from './bounded-registry.js';
import { addProcessMetrics } from './process-metrics.js';

/** A process's registry, with what every process shows of itself. */
export function createMetrics(logger: Pick<Logger, 'warn'>): MetricsRegistry {
  const metrics = new BoundedRegistry((metric, error) => {
    logger.warn({ metric, err: error }, 'a metric could not be read and is shown as it was last');
  });
  addProcessMetrics(metrics);
  return metrics;
}
