export { createReminders } from '../create-reminders.js';
