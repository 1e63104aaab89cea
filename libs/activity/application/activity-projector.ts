import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CLOCK, type Clock, TOPICS } from '#contracts';
import { SUBSCRIBER, type Subscriber, type Subscription } from '#messaging';
import { LOGGER, type Logger, READINESS, type Readiness } from '#service-kit';
import { HOUR_MS } from '../domain/time.js';
import { ACTIVITY_STORE, type ActivityStore } from '../ports/activity-store.js';
import { expireHours } from './expiry.js';
import { KeyProjection } from './key-projection.js';
import { UsageProjection } from './usage-projection.js';

/** Consumer groups: with several processes each gets a share. */
export const ACTIVITY_GROUPS = { usage: 'activity-usage', keys: 'activity-keys' } as const;

/** Feeds the activity store from key-usage and key-events, from the start of the application until it is shut down, and expires what is too old. */
@Injectable()
export class ActivityProjector implements OnApplicationBootstrap, OnModuleDestroy {
  /** Rejects when a consumer has died for good; the process is not ready from then on and must not stay. */
  readonly failed: Promise<never>;
  private fail: (reason: unknown) => void = () => undefined;
  private hasFailed = false;
  private subscriptions: readonly Subscription[] = [];
  private expiry: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ACTIVITY_STORE) private readonly store: ActivityStore,
    @Inject(SUBSCRIBER) private readonly subscriber: Subscriber,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(READINESS) private readonly readiness: Readiness,
  ) {
    this.failed = new Promise<never>((_, reject) => { this.fail = reject; });
    this.failed.catch(() => undefined); // whoever cares attaches to `failed`
  }

  async onApplicationBootstrap(): Promise<void> {
    const usage = new UsageProjection(this.store, this.clock);
    const keys = new KeyProjection(this.store);
    this.subscriptions = await Promise.all([
      this.subscriber.subscribe({ mode: 'group', topic: TOPICS.keyUsage.name, group: ACTIVITY_GROUPS.usage, onPermanent: 'skip', handle: (records) => usage.handle(records) }),
      this.subscriber.subscribe({ mode: 'group', topic: TOPICS.keyEvents.name, group: ACTIVITY_GROUPS.keys, onPermanent: 'park', handle: (records) => keys.handle(records) }),
    ]);
    for (const { failed } of this.subscriptions) failed.catch((error: unknown) => { this.died(error); });
    this.readiness.add('activity', () => (this.hasFailed ? 'a consumer has stopped' : null));
    this.expire();
    this.expiry = setInterval(() => { this.expire(); }, HOUR_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.expiry);
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
  }

  private died(error: unknown): void {
    this.hasFailed = true;
    this.logger.fatal({ err: error }, 'a consumer of activity has stopped');
    this.fail(error);
  }

  private expire(): void {
    expireHours(this.store, this.clock).catch((error: unknown) => {
      this.logger.error({ err: error }, 'old activity could not be deleted; it is tried again in an hour');
    });
  }
}
