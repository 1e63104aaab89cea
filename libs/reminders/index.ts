export { createReminders, REMINDERS_GROUP, type Reminders } from './create-reminders.js';
export { ContactsFollower } from './application/contacts-follower.js';
export { RemindersEnv } from './reminders-env.js';
