export { createUsageCounter } from './create-usage-counter.js';
export { UsageCounter } from './usage-counter.js';
export { UsageMetrics } from './usage-observer.js';
