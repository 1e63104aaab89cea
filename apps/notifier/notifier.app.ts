import { join } from 'node:path';
import { MongoContactStore, MongoReminderStore } from '#reminders/adapters/mongo';
import { type HttpService } from '#http';
import { type ProcessParts } from '#process';
import { openDistributed } from '#profiles/distributed';
import { REMINDERS_GROUP, reminderSettings, RemindersModule } from '#reminders';
import { mailerOf } from '#reminders/mailing';
import { type NotifierEnv } from './notifier.env.js';

/** Rotation reminders, on Kafka and MongoDB. */
export async function notifierApp(env: NotifierEnv, process: ProcessParts): Promise<HttpService> {
  const { stores, subscriber, tasks } = await openDistributed({
    ...process,
    env,
    service: 'notifier',
    stores: { reminders: MongoReminderStore, contacts: MongoContactStore },
    parkingGroups: [REMINDERS_GROUP],
  });
  const reminders = RemindersModule.forRoot({
    ...process,
    subscriber,
    store: stores.reminders,
    contactStore: stores.contacts,
    mailer: mailerOf(env, join(env.DATA_DIR, 'outbox')),
    ...reminderSettings(env),
  });
  return {
    features: [reminders],
    tasks,
    openApi: { title: 'Keyward: notifier' },
  };
}
