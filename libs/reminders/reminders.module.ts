import { Module } from '@nestjs/common';
import { type ContactDirectory } from '#contracts';
import { type Feature } from '#process';
import { createReminders, type Reminders, type RemindersParts } from './create-reminders.js';

export interface RemindersFeature extends Feature {
  /** Addresses of owners, as the notifier knows them. */
  readonly contacts: ContactDirectory;
  readonly tasks: { readonly reminders: Reminders };
}

/** The notifier: follows key-events and owner-contacts, and sends what is due. */
@Module({})
export class RemindersModule {
  static forRoot(parts: RemindersParts): RemindersFeature {
    const reminders = createReminders(parts);
    return { module: RemindersModule, contacts: reminders.contacts, tasks: { reminders } };
  }
}
