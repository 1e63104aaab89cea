export { SqliteContactStore } from './sqlite-contact-store.js';
export { SqliteReminderStore } from './sqlite-reminder-store.js';
