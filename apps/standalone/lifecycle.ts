import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ACTIVITY_STORE, ActivityProjector, type ActivityStore, UsageCounter } from '#activity';
import { EVENT_STORE, type EventStore, PublishingLoop } from '#event-store';
import { EmbeddedLog } from '#messaging';
import { RegistryBarrier } from '#propagation';
import { type Reminders } from '#reminders';
import { LOGGER, type Logger, METRICS, type MetricsRegistry, READINESS, type Readiness } from '#service-kit';
import { type Verification, VERIFICATION_STORE, type VerificationStore } from '#verification';
import { REMINDERS, VERIFICATION } from './adapters.module.js';
import { watchWriteSide } from './write-side-metrics.js';

/** Starts what runs in the background, in order, and ends it in the reverse order once HTTP has stopped. */
@Injectable()
export class Lifecycle implements OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly log: EmbeddedLog,
    private readonly publishing: PublishingLoop,
    private readonly barrier: RegistryBarrier,
    private readonly usage: UsageCounter,
    private readonly activity: ActivityProjector,
    @Inject(ACTIVITY_STORE) private readonly activityStore: ActivityStore,
    @Inject(REMINDERS) private readonly reminders: Reminders,
    @Inject(VERIFICATION_STORE) private readonly readModel: VerificationStore,
    @Inject(VERIFICATION) private readonly verification: Verification,
    @Inject(READINESS) readiness: Readiness,
    @Inject(METRICS) private readonly metrics: MetricsRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    readiness.add('verification', () => verification.notReady()); // from before the server listens
  }

  /** Resolves when verdicts are given. Not ready until then. */
  async start(): Promise<void> {
    watchWriteSide(this.metrics, { store: this.store, barrier: this.barrier });
    await this.barrier.start();
    this.endWith(this.barrier.failed, 'the registry of replicas is no longer followed');
    this.endWith(this.verification.replica.failed, 'key-events is no longer applied');
    this.endWith(this.activity.failed, 'activity is no longer followed');
    this.endWith(this.reminders.failed, 'reminders are no longer followed');
    this.publishing.start();
    await this.activity.start();
    this.usage.start();
    await this.reminders.start();
    await this.verification.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.verification.close();
    await this.usage.close();
    await this.activity.close();
    await this.reminders.close();
    await this.barrier.close();
    await this.publishing.close();
    await this.log.close();
    await this.activityStore.close();
    await this.readModel.close();
    await this.store.close();
  }

  /** A process is never healthy with a dead consumer. */
  private endWith(failed: Promise<never>, what: string): void {
    failed.catch((error: unknown) => {
      this.logger.fatal({ err: error }, what);
      process.exit(1);
    });
  }
}
