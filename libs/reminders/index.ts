export { REMINDERS_GROUP } from './create-reminders.js';
export { RemindersModule } from './reminders.module.js';
export { OwnerContacts } from './application/owner-contacts.js';
export { ContactsModule } from './contacts.module.js';
export { RemindersEnv, reminderSettings } from './reminders-env.js';
