export { LOGGER, type Logger } from './logger.js';
export { METRICS, type MetricsRegistry } from './metrics.js';
export { READINESS, Readiness } from './readiness.js';
