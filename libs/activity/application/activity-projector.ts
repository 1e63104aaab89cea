import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '#async';
import { type Clock, TOPICS } from '#contracts';
import { CatchUp, type Subscriber, type Subscription } from '#messaging';
import { type Logger, type ProcessParts } from '#process';
import { MINUTE_MS } from '../domain/time.js';
import { type ActivityStore } from '../ports/activity-store.js';
import { ACTIVITY_GROUPS } from './activity-groups.js';
import { ActivityLag } from './activity-lag.js';
import { ActivityMetrics } from './activity-metrics.js';
import { KeyProjection } from './key-projection.js';
import { tidyHours } from './old-hours.js';
import { UsageProjection } from './usage-projection.js';

const CATCH_UP_EVERY_MS = 100;
const TIDY_EVERY_MS = 10 * MINUTE_MS;

export interface ActivityProjectorParts extends ProcessParts {
  readonly store: ActivityStore;
  readonly subscriber: Subscriber;
}

/** Feeds the activity store from key-usage and key-events between `start` and `close`, and tidies what is old. */
export class ActivityProjector {
  private readonly store: ActivityStore;
  private readonly subscriber: Subscriber;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly metrics: ActivityMetrics;
  private readonly failure = new Failure();
  /** Rejects when a consumer has died for good; the process must not stay healthy then. */
  readonly failed = this.failure.promise;
  private subscriptions: readonly Subscription[] = [];
  private tidyTimer: NodeJS.Timeout | undefined;
  private tidying: Promise<void> = Promise.resolve();
  private isCaughtUp = false;
  private catchingUp: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();
  private readonly lag: ActivityLag;

  constructor({ store, subscriber, clock, logger, metrics }: ActivityProjectorParts) {
    this.store = store;
    this.subscriber = subscriber;
    this.clock = clock;
    this.logger = logger;
    this.metrics = new ActivityMetrics(metrics);
    this.lag = new ActivityLag({ subscriber, logger, metrics });
  }

  /** Resolves when records are being consumed. */
  async start(): Promise<void> {
    const { store, clock, metrics } = this;
    const catchUp = await CatchUp.of(this.subscriber, ACTIVITY_GROUPS.keys, TOPICS.keyEvents.name);
    const usage = new UsageProjection({ store, clock, metrics });
    const { lag } = this;
    const keys = new KeyProjection(store);
    this.subscriptions = await Promise.all([
      this.subscriber.subscribe({
        mode: 'group',
        topic: TOPICS.keyUsage.name,
        group: ACTIVITY_GROUPS.usage,
        onPermanent: 'skip',
        handle: (records) =>
          usage.handle(records).then(() => {
            lag.handled(records);
          }),
      }),
      this.subscriber.subscribe({
        mode: 'group',
        topic: TOPICS.keyEvents.name,
        group: ACTIVITY_GROUPS.keys,
        onPermanent: 'park',
        handle: (records) => keys.handle(records),
      }),
    ]);
    for (const { failed } of this.subscriptions) failed.catch(this.failure.fail);
    this.catchingUp = this.noticeWhenReached(catchUp);
    lag.start();
    this.tidy();
    this.tidyTimer = setInterval(() => {
      this.tidy();
    }, TIDY_EVERY_MS).unref();
  }

  /** Why answers may lack keys that exist; null once everything is applied that key-events held at the start. */
  notReady(): string | null {
    return this.isCaughtUp ? null : 'applying key events';
  }

  /** Stops after the batches that are being handled. Does not close the store. */
  async close(): Promise<void> {
    clearInterval(this.tidyTimer);
    this.lag.close();
    this.closing.abort();
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
    await Promise.all([this.tidying, this.catchingUp]);
  }

  private async noticeWhenReached(catchUp: CatchUp): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted && !this.isCaughtUp) {
      try {
        this.isCaughtUp = await catchUp.isReached();
      } catch (error) {
        this.logger.warn({ err: error }, 'the log could not be asked how far activity is; it is asked again');
      }
      // closed while waiting
      if (!this.isCaughtUp) await pause(CATCH_UP_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private tidy(): void {
    this.tidying = this.tidying
      .then(() => tidyHours(this.store, this.clock, this.closing.signal))
      .catch((error: unknown) => {
        this.logger.error({ err: error }, 'old activity could not be packed or deleted; it is tried again');
      });
  }
}
