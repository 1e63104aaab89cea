import { Counter, Gauge } from 'prom-client';
import { type MetricsRegistry } from '#process';

/** Learns what becomes of counts, for logs and metrics. */
export interface UsageObserver {
  sent(records: number): void;
  /** A flush was not acknowledged; it is sent again. */
  failed(error: unknown): void;
  /**
   * Uses that are counted by the hour (`coarse`), or by key only (`by-key`), since too much waits.
   */
  imprecise(precision: 'coarse' | 'by-key', uses: number): void;
  /** Records of uses that are not counted: the process ends while key-usage cannot be reached. */
  lost(records: number): void;
}

/**
 * As metrics; `onFailure` logs. Denied requests with an unknown key are none of these: they are verdicts, nobody's
 * activity.
 */
export class UsageMetrics implements UsageObserver {
  private readonly flushed: Counter<'outcome'>;
  private readonly impreciseUses: Record<'coarse' | 'by-key', Counter>;
  private readonly losses: Counter;

  constructor(
    private readonly registry: MetricsRegistry,
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {
    const registers = [registry];
    this.flushed = new Counter({
      name: 'keyward_usage_records_total',
      help: 'Records sent to key-usage, and attempts that failed.',
      labelNames: ['outcome'],
      registers,
    });
    this.impreciseUses = {
      coarse: new Counter({
        name: 'keyward_usage_coarse_total',
        help: 'Uses counted by the hour, because too much waited to be sent.',
        registers,
      }),
      'by-key': new Counter({
        name: 'keyward_usage_by_key_total',
        help: 'Uses counted by key only, because far too much waited to be sent.',
        registers,
      }),
    };
    this.losses = new Counter({
      name: 'keyward_usage_lost_total',
      help: 'Records of uses that were not counted, because the process ended before they could be sent.',
      registers,
    });
  }

  /** Shows how many entries (minute and credential) wait to be sent. */
  watch(waiting: () => number): void {
    new Gauge({
      name: 'keyward_usage_waiting_entries',
      help: 'Minutes by credential that wait to be sent.',
      registers: [this.registry],
      collect() {
        this.set(waiting());
      },
    });
  }

  sent(records: number): void {
    this.flushed.inc({ outcome: 'sent' }, records);
  }

  failed(error: unknown): void {
    this.flushed.inc({ outcome: 'failed' });
    this.onFailure(error);
  }

  imprecise(precision: 'coarse' | 'by-key', uses: number): void {
    this.impreciseUses[precision].inc(uses);
  }

  lost(records: number): void {
    this.losses.inc(records);
  }
}
