export { ActivityModule } from './activity.module.js';
export { ACTIVITY_GROUPS } from './application/activity-groups.js';
export { ActivityController } from './http/activity.controller.js';
