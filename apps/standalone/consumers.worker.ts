import { ActivityProjector } from '#activity/consuming';
import { runWorkerThread } from '#process/threads';
import { openConsumers } from '#profiles/embedded/consuming';
import { createReminders } from '#reminders/consuming';
import { mailerOf } from '#reminders/mailing';
import type { OutgoingRecord } from '#contracts';
import type { ConsumersData, ConsumersHost } from './consumers.module.js';

runWorkerThread<ConsumersHost>((data: ConsumersData, { main, ...parts }) => {
  const deadLetters = {
    send: (topic: string, records: readonly OutgoingRecord[]) => main.call('sendDeadLetters', { topic, records }),
  };
  const { activity, reminders } = openConsumers({ ...parts, databases: data.databases, deadLetters });
  const logs = [activity.log, reminders.log];
  return {
    tasks: {
      'activity store': activity.store,
      'activity log': activity.log,
      'reminders log': reminders.log,
      activity: new ActivityProjector({ ...parts, store: activity.store, subscriber: activity.log.subscriber }),
      reminders: createReminders({
        ...parts,
        ...data.reminders,
        store: reminders.store,
        contactStore: reminders.contactStore,
        mailer: mailerOf(data.mails, data.outbox),
        subscriber: reminders.log.subscriber,
      }),
    },
    calls: {
      grown: (topics: readonly string[]) => {
        for (const log of logs) for (const topic of topics) log.wake(topic);
      },
    },
  };
});
