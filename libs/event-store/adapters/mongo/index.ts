export { MongoEventStore } from './mongo-event-store.js';
