import { Counter } from 'prom-client';
import { type MetricsRegistry } from '#process';

/**
 * What became of a record on key-usage. `unreadable`: it was dead-lettered; `expired`: of an hour that is not kept any
 * more.
 */
export type RecordOutcome = 'handled' | 'expired' | 'unreadable';

export class ActivityMetrics {
  private readonly records: Counter<'outcome'>;

  constructor(registry: MetricsRegistry) {
    this.records = new Counter({
      name: 'keyward_activity_records_total',
      help: 'Records on key-usage by what came of them: handled (those that came again too), expired (too old to be kept), unreadable (dead-lettered).',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  count(outcome: RecordOutcome, records: number): void {
    this.records.inc({ outcome }, records);
  }
}
