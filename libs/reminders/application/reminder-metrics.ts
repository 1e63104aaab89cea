import { Counter } from 'prom-client';
import { type Clock } from '#contracts';
import { type MetricsRegistry, sampledGauge } from '#process';
import { type ReminderStore } from '../ports/reminder-store.js';

/**
 * `failed`: an attempt that is repeated; `skipped`: a mail to nobody, given up; `rejected`: one that the mail server
 * refused for good; `dead-lettered`: one that was given up.
 */
const OUTCOMES = ['sent', 'failed', 'skipped', 'rejected', 'dead-lettered'] as const;
export type MailOutcome = (typeof OUTCOMES)[number];

export class ReminderMetrics {
  private readonly mails: Counter<'outcome'>;

  constructor(registry: MetricsRegistry, store: Pick<ReminderStore, 'backlog'>, clock: Clock) {
    this.mails = new Counter({
      name: 'keyward_reminder_mails_total',
      help: 'Attempts to send a rotation reminder by what came of them: sent, failed (to be repeated), skipped (no address is known), rejected (the mail server refused the address or the mail for good), dead-lettered (given up).',
      labelNames: ['outcome'],
      registers: [registry],
    });
    for (const outcome of OUTCOMES) this.mails.inc({ outcome }, 0);
    sampledGauge(registry, {
      name: 'keyward_reminders_due',
      help: 'Rotation reminders that are due and not yet done.',
      sample: async () => (await store.backlog(clock.now())).due,
    });
    sampledGauge(registry, {
      name: 'keyward_reminders_due_age_seconds',
      help: 'How long the rotation reminder that waits longest has been due; 0 when none is.',
      sample: async () => {
        const now = clock.now();
        const { oldest } = await store.backlog(now);
        return oldest === null ? 0 : (now.getTime() - oldest.getTime()) / 1000;
      },
    });
  }

  count(outcome: MailOutcome): void {
    this.mails.inc({ outcome });
  }
}
