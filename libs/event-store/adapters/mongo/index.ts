export { MongoEventStore } from './mongo-event-store.js';
export { MongoSnapshotStore } from './mongo-snapshot-store.js';
