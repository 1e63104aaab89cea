export { ActivityModule } from './activity.module.js';
export { ACTIVITY_STORE, type ActivityStore } from './ports/activity-store.js';
export { SqliteActivityStore } from './adapters/sqlite/sqlite-activity-store.js';
export { ACTIVITY_GROUPS } from './application/activity-groups.js';
export { ActivityProjector } from './application/activity-projector.js';
export { ActivityMetrics } from './application/activity-metrics.js';
export { UsageCounter } from './counting/usage-counter.js';
export { UsageMetrics } from './counting/usage-observer.js';
export { createUsageCounter } from './counting/create-usage-counter.js';
