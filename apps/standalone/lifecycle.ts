import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ACTIVITY_STORE, ActivityProjector, type ActivityStore, UsageCounter } from '#activity';
import { EVENT_STORE, type EventStore, PublishingLoop } from '#event-store';
import { EmbeddedLog, RebuildNeeded } from '#messaging';
import { RegistryBarrier } from '#propagation';
import { type Reminders } from '#reminders';
import { LOGGER, type Logger, METRICS, type MetricsRegistry, READINESS, type Readiness, StartRefused } from '#service-kit';
import { MissingPeppers, type Verification, VERIFICATION_STORE, type VerificationStore } from '#verification';
import { REMINDERS, VERIFICATION } from './adapters.module.js';
import { republishParked, watchParked } from './parked-owners.js';
import { watchWriteSide } from './write-side-metrics.js';

/** Starts what runs in the background, in order, and ends it in the reverse order once HTTP has stopped. */
@Injectable()
export class Lifecycle implements OnApplicationShutdown {
  private isStopping = false;

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
    readiness.add('activity', () => activity.notReady());
    readiness.add('reminders', () => reminders.notReady());
  }

  /**
   * Resolves with true when verdicts are given; not ready until then. False: the process was told to stop meanwhile.
   * @throws StartRefused when the data folder does not fit what is configured.
   */
  async start(): Promise<boolean> {
    this.watch();
    this.publishing.start();
    this.usage.start();
    const steps = [this.barrier, this.activity, this.reminders, this.verification];
    try {
      for (const each of steps) if (!this.isStopping) await each.start();
    } catch (error) {
      if (!this.isStopping) throw startRefusal(error);
    }
    if (!this.isStopping) await republishParked({ store: this.store, publishing: this.publishing, log: this.log, logger: this.logger });
    return !this.isStopping;
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
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

  private watch(): void {
    watchWriteSide(this.metrics, { store: this.store, barrier: this.barrier });
    watchParked(this.metrics, this.log);
    this.endWith(this.barrier.failed, 'the registry of replicas is no longer followed');
    this.endWith(this.verification.replica.failed, 'key-events is no longer applied');
    this.endWith(this.activity.failed, 'activity is no longer followed');
    this.endWith(this.reminders.failed, 'reminders are no longer followed');
  }

  /** A process is never healthy with a dead consumer. */
  private endWith(failed: Promise<never>, what: string): void {
    failed.catch((error: unknown) => {
      this.logger.fatal({ err: error }, what);
      process.exit(1);
    });
  }
}

function startRefusal(error: unknown): unknown {
  if (error instanceof MissingPeppers) return new StartRefused(error.message, { cause: error });
  if (!(error instanceof RebuildNeeded)) return error;
  return new StartRefused('DATA_DIR: derived.db is ahead of events.db, as after restoring an older backup. Delete derived.db (with derived.db-wal and derived.db-shm) and start again: it is rebuilt.', { cause: error });
}
