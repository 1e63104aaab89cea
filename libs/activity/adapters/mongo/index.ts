export { MongoActivityStore } from './mongo-activity-store.js';
