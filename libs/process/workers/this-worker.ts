import cluster from 'node:cluster';
import { type BoundedRegistry } from '../metrics/bounded-registry.js';
import { createMetrics } from '../metrics/create-metrics.js';
import { includeMetrics, type MetricValues } from '../metrics/included-metrics.js';
import { type Logger } from '../logger.js';
import { type ToPool, type ToWorker } from './messages.js';

/** This process, where it is one of several that share their ports. */
export interface ThisWorker {
  /** Whether another answers while this one starts, so that this one need not listen before it is ready. */
  readonly hasOthers: boolean;
  /** Its own, and on its page those of the others, each with the label `worker`. */
  readonly metrics: (logger: Pick<Logger, 'warn'>) => BoundedRegistry;
  readonly isReady: () => void;
}

/** null: it is the only one. */
export function thisWorker(): ThisWorker | null {
  const { worker } = cluster;
  if (worker === undefined) return null;
  return {
    hasOthers: worker.id !== 1,
    metrics: (logger) => metricsOf(String(worker.id), logger),
    isReady: () => {
      send({ kind: 'ready' });
    },
  };
}

function metricsOf(worker: string, logger: Pick<Logger, 'warn'>): BoundedRegistry {
  const metrics = createMetrics(logger, { worker });
  const waiting = new Map<number, (values: readonly MetricValues[]) => void>();
  let questions = 0;
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'others') {
      waiting.get(message.id)?.(message.values);
      waiting.delete(message.id);
    } else
      void metrics.own().then((values) => {
        send({ kind: 'values', id: message.id, values });
      });
  });
  includeMetrics(
    metrics,
    () =>
      new Promise((resolve) => {
        const id = ++questions;
        waiting.set(id, resolve);
        send({ kind: 'others', id });
      }),
  );
  return metrics;
}

function send(message: ToPool): void {
  if (process.connected) process.send?.(message);
}
