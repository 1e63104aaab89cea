export { ActivityModule } from './activity.module.js';
export { ACTIVITY_STORE, type ActivityStore } from './ports/activity-store.js';
export { ACTIVITY_GROUPS } from './application/activity-groups.js';
export { ActivityProjector } from './application/activity-projector.js';
export { ActivityMetrics } from './application/activity-metrics.js';
