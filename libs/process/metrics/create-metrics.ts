import { type Logger } from '../logger.js';
import { BoundedRegistry } from './bounded-registry.js';
import { addProcessMetrics } from './process-metrics.js';

/** A process's registry, with what every process shows of itself. `labels`: of each of its values. */
export function createMetrics(
  logger: Pick<Logger, 'warn'>,
  labels: Readonly<Record<string, string>> = {},
): BoundedRegistry {
  const metrics = new BoundedRegistry((metric, error) => {
    logger.warn({ metric, err: error }, 'a metric could not be read and is shown as it was last');
  }, labels);
  addProcessMetrics(metrics);
  return metrics;
}
