import { type MetricValues } from '../metrics/included-metrics.js';

/** From a worker to the process that started it. */
export type ToPool =
  | { readonly kind: 'ready' }
  /** What do the others show? */
  | { readonly kind: 'others'; readonly id: number }
  | { readonly kind: 'values'; readonly id: number; readonly values: readonly MetricValues[] };

/** From that process to a worker. */
export type ToWorker =
  /** What do you show? */
  | { readonly kind: 'values'; readonly id: number }
  | { readonly kind: 'others'; readonly id: number; readonly values: readonly MetricValues[] };
