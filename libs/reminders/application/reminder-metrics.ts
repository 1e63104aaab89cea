import { Counter, Gauge } from 'prom-client';
import { type Clock } from '#contracts';
import { type MetricsRegistry } from '#service-kit';
import { type ReminderStore } from '../ports/reminder-store.js';

/** `failed`: an attempt that is repeated; `skipped`: a mail to nobody, given up; `dead-lettered`: a mail that was given up. */
const OUTCOMES = ['sent', 'failed', 'skipped', 'dead-lettered'] as const;
export type MailOutcome = (typeof OUTCOMES)[number];

export class ReminderMetrics {
  private readonly mails: Counter<'outcome'>;

  constructor(registry: MetricsRegistry, store: Pick<ReminderStore, 'backlog'>, clock: Clock) {
    this.mails = new Counter({
      name: 'keyward_reminder_mails_total',
      help: 'Attempts to send a rotation reminder by what came of them: sent, failed (to be repeated), skipped (no address is known), dead-lettered (given up).',
      labelNames: ['outcome'],
      registers: [registry],
    });
    for (const outcome of OUTCOMES) this.mails.inc({ outcome }, 0);
    new Gauge({
      name: 'keyward_reminders_due',
      help: 'Rotation reminders that are due and not yet done.',
      registers: [registry],
      async collect() { this.set((await store.backlog(clock.now())).due); },
    });
    new Gauge({
      name: 'keyward_reminders_due_age_seconds',
      help: 'How long the rotation reminder that waits longest has been due; 0 when none is.',
      registers: [registry],
      async collect() {
        const now = clock.now();
        const { oldest } = await store.backlog(now);
        this.set(oldest === null ? 0 : (now.getTime() - oldest.getTime()) / 1000);
      },
    });
  }

  count(outcome: MailOutcome): void {
    this.mails.inc({ outcome });
  }
}
