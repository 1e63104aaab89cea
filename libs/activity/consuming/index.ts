export { ActivityProjector } from '../application/activity-projector.js';
