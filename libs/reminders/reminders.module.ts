import { Module } from '@nestjs/common';
import { type Feature } from '#process';
import { createReminders, type Reminders, type RemindersParts } from './create-reminders.js';

export interface RemindersFeature extends Feature {
  readonly tasks: { readonly reminders: Reminders };
}

/** The notifier: follows key-events and owner-contacts, and sends what is due. */
@Module({})
export class RemindersModule {
  static forRoot(parts: RemindersParts): RemindersFeature {
    return { module: RemindersModule, tasks: { reminders: createReminders(parts) } };
  }
}
