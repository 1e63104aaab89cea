export { createReminders, REMINDERS_GROUP, type Reminders } from './create-reminders.js';
export { ContactsFollower } from './application/contacts-follower.js';
export { mailerOf, RemindersEnv } from './reminders-env.js';
export { SqliteContactStore } from './adapters/sqlite/sqlite-contact-store.js';
export { SqliteReminderStore } from './adapters/sqlite/sqlite-reminder-store.js';
