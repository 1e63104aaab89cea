import { type Registry } from 'prom-client';
import { token } from './token.js';

/** The process's one metrics registry, served at /metrics. */
export { type Registry as MetricsRegistry };
export const METRICS = token<Registry>('Metrics');
