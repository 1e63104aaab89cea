export { MongoContactStore } from './mongo-contact-store.js';
export { MongoReminderStore } from './mongo-reminder-store.js';
