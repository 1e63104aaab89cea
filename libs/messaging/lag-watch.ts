import { type Logger, type MetricsRegistry, SampledGauge } from '#process';
import { Gauge } from 'prom-client';
import { type BroadcastOptions, type GroupOptions, type Subscriber, type Subscription } from './subscriber.js';
import { WatchedConsumer } from './watched-consumer.js';

export interface LagWatchParts {
  readonly metrics: MetricsRegistry;
  readonly logger: Logger;
  /** How often consumers are looked at, metrics or not. Default 10 s. */
  readonly everyMs?: number;
  /**
   * A consumer that has handled nothing for so long while records wait gets a line in the log, once in this time.
   * Default 60 s.
   */
  readonly stalledMs?: number;
}

/**
 * Shows how far the consumers of a process are behind their topics, and says so in the log when one of them handles
 * nothing while records wait.
 */
export class LagWatch {
  private readonly consumers = new Set<WatchedConsumer>();
  private readonly lag: SampledGauge<'topic' | 'group'>;
  private readonly everyMs: number;
  private readonly stalledMs: number;

  constructor(private readonly parts: LagWatchParts) {
    const { metrics, everyMs = 10_000, stalledMs = 60_000 } = parts;
    const { consumers } = this;
    this.everyMs = everyMs;
    this.stalledMs = stalledMs;
    this.lag = new SampledGauge(metrics, {
      name: 'keyward_consumer_lag_records',
      labelNames: ['topic', 'group'],
      help: 'Records of a topic that are not handled yet: by the group, or by this process where each gets all of them (group broadcast).',
    });
    new Gauge({
      name: 'keyward_consumer_stalled_seconds',
      labelNames: ['topic', 'group'],
      registers: [metrics],
      help: 'For how long nothing was handled although records wait; 0 while none wait.',
      collect() {
        this.reset();
        for (const { labels, stalledMs } of [...consumers].sort((a, b) => a.stalledMs - b.stalledMs))
          this.set(labels, stalledMs / 1000); // of several with the same labels the worst is shown
      },
    });
  }

  /** `subscriber`, whose subscriptions are watched until they end. */
  over(subscriber: Subscriber): Subscriber {
    const timer = setInterval(() => {
      for (const consumer of this.consumers) void this.look(consumer);
    }, this.everyMs).unref();
    return {
      subscribe: (options) => this.subscribe(subscriber, options),
      endOf: (topic) => subscriber.endOf(topic),
      handledBy: (group, topic) => subscriber.handledBy(group, topic),
      close: () => {
        clearInterval(timer);
        return subscriber.close();
      },
    };
  }

  private async subscribe(subscriber: Subscriber, options: GroupOptions | BroadcastOptions): Promise<Subscription> {
    const consumer = new WatchedConsumer(subscriber, options);
    const subscription = await subscriber.subscribe({ ...options, handle: (records) => consumer.handle(records) });
    const forget = this.lag.show(consumer.labels, () => consumer.behind());
    this.consumers.add(consumer);
    const end = (): void => {
      this.consumers.delete(consumer);
      forget();
    };
    subscription.failed.catch(end);
    return {
      failed: subscription.failed,
      close: async () => {
        end();
        await subscription.close();
      },
    };
  }

  private async look(consumer: WatchedConsumer): Promise<void> {
    await consumer.behind().catch(() => undefined); // that the log cannot be asked shows in the age of the metric
    const { topic, group } = consumer.labels;
    if (consumer.isStalledAnew(this.stalledMs)) {
      const { lag: records, stalledMs } = consumer;
      this.parts.logger.warn(
        { topic, group, records, seconds: Math.round(stalledMs / 1000) },
        'a consumer handles nothing although records wait for it',
      );
    } else if (consumer.goesOnAgain()) {
      this.parts.logger.info({ topic, group }, 'the consumer handles records again');
    }
  }
}
