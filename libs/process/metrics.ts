import { type Registry } from 'prom-client';

/** The process's one metrics registry, served at /metrics. */
export { type Registry as MetricsRegistry };
export const METRICS = Symbol('Metrics');
