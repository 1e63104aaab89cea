export { SqliteActivityStore } from './sqlite-activity-store.js';
