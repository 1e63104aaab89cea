import { ACTIVITY_STORE, ActivityProjector, type ActivityStore } from '#activity';
import { UsageCounter } from '#activity/counting';
import { EVENT_STORE, type EventStore, PublishingLoop } from '#event-store';
import { RebuildNeeded } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { RegistryBarrier } from '#propagation';
import { type Reminders } from '#reminders';
import { StartRefused } from '#env';
import { Background, LOGGER, type Logger, METRICS, type MetricsRegistry, READINESS, type Readiness } from '#process';
import { type Verification, VERIFICATION_STORE, type VerificationStore } from '#verification';
import { REMINDERS, VERIFICATION } from './adapters.module.js';
import { republishParked, watchParked } from './parked-owners.js';

/** All that runs beside the HTTP server. */
export const BACKGROUND = {
  provide: Background,
  inject: [
    EVENT_STORE,
    VERIFICATION_STORE,
    ACTIVITY_STORE,
    EmbeddedLog,
    PublishingLoop,
    RegistryBarrier,
    UsageCounter,
    ActivityProjector,
    REMINDERS,
    VERIFICATION,
    READINESS,
    METRICS,
    LOGGER,
  ],
  useFactory: (
    store: EventStore,
    readModel: VerificationStore,
    activityStore: ActivityStore,
    log: EmbeddedLog,
    publishing: PublishingLoop,
    barrier: RegistryBarrier,
    usage: UsageCounter,
    activity: ActivityProjector,
    reminders: Reminders,
    verification: Verification,
    readiness: Readiness,
    metrics: MetricsRegistry,
    logger: Logger,
  ): Background => {
    watchParked(metrics, log);
    return new Background({
      readiness,
      logger,
      tasks: {
        'event store': store,
        'read model': readModel,
        'activity store': activityStore,
        log,
        publishing,
        registry: barrier,
        activity,
        reminders,
        usage,
        verification: { ...verification, start: () => verification.start().catch(refuseRebuild) },
        'parked owners': {
          start: () => republishParked({ store, publishing, log, logger }),
          close: () => Promise.resolve(),
        },
      },
    });
  },
};

function refuseRebuild(error: unknown): never {
  if (!(error instanceof RebuildNeeded)) throw error;
  throw new StartRefused(
    'DATA_DIR: derived.db is ahead of events.db, as after restoring an older backup. Delete derived.db (with derived.db-wal and derived.db-shm) and start again: it is rebuilt.',
    { cause: error },
  );
}
