export { ActivityModule } from './activity.module.js';
export { ACTIVITY_STORE, type ActivityStore } from './ports/activity-store.js';
export { SqliteActivityStore } from './adapters/sqlite/sqlite-activity-store.js';
export { MongoActivityStore } from './adapters/mongo/mongo-activity-store.js';
export { ACTIVITY_GROUPS, ActivityProjector } from './application/activity-projector.js';
export { UsageCounter, type UsageCounterOptions } from './counting/usage-counter.js';
export { UsageMetrics, type UsageObserver } from './counting/usage-observer.js';
export { type UsageLimits, USAGE_LIMITS } from './counting/usage-limits.js';
export { type Use } from './counting/use.js';
