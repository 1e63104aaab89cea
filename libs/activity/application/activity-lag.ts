import { type IncomingRecord, recordsBehind, TOPICS } from '#contracts';
import { type Subscriber } from '#messaging';
import { type Logger, type MetricsRegistry, rarely, sampledGauge } from '#process';
import { Gauge } from 'prom-client';
import { ACTIVITY_GROUPS } from './activity-groups.js';

const LOOK_EVERY_MS = 15_000;
/** Uses that are shown later than this are worth a line. */
const LATE_MS = 60_000;

export interface ActivityLagParts {
  readonly subscriber: Pick<Subscriber, 'endOf' | 'handledBy'>;
  readonly metrics: MetricsRegistry;
  readonly logger: Logger;
  readonly lookEveryMs?: number;
  readonly lateMs?: number;
}

/**
 * How late uses are shown: nothing is lost when activity is behind, and it answers with what it has, so only this
 * shows it.
 */
export class ActivityLag {
  private records = 0;
  /**
   * When the last record was sent that this process has handled; before the first one: since when it could have handled
   * any.
   */
  private shownUntil = Date.now();
  private timer: NodeJS.Timeout | undefined;
  private readonly sayLate: () => void;

  constructor(private readonly parts: ActivityLagParts) {
    const { metrics, logger, lateMs = LATE_MS } = parts;
    const seconds = (): number => this.seconds();
    sampledGauge(metrics, {
      name: 'keyward_activity_lag_records',
      help: 'Records on key-usage whose uses are not shown yet, of all processes.',
      sample: () => this.ask(),
    });
    new Gauge({
      name: 'keyward_activity_lag_seconds',
      registers: [metrics],
      help: 'How old the newest uses are that this process has added, while more wait; 0 while none do.',
      collect() {
        this.set(seconds());
      },
    });
    this.sayLate = rarely(lateMs, () => {
      logger.warn(
        { records: this.records, seconds: Math.round(seconds()) },
        'activity is behind: what keys were used for is shown late',
      );
    });
  }

  handled(records: readonly IncomingRecord[]): void {
    const last = records.at(-1);
    if (last !== undefined) this.shownUntil = last.timestamp.getTime();
  }

  start(): void {
    const { lookEveryMs = LOOK_EVERY_MS } = this.parts;
    this.timer = setInterval(() => {
      void this.look();
    }, lookEveryMs).unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const { lateMs = LATE_MS } = this.parts;
    await this.ask().catch(() => undefined); // that the log cannot be asked shows in the age of the metric
    if (this.seconds() * 1000 >= lateMs) this.sayLate();
  }

  private seconds(): number {
    return this.records === 0 ? 0 : Math.max(0, Date.now() - this.shownUntil) / 1000;
  }

  private async ask(): Promise<number> {
    const { subscriber } = this.parts;
    const [end, handled] = await Promise.all([
      subscriber.endOf(TOPICS.keyUsage.name),
      subscriber.handledBy(ACTIVITY_GROUPS.usage, TOPICS.keyUsage.name),
    ]);
    this.records = recordsBehind(handled, end);
    return this.records;
  }
}
