import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type Clock } from '#contracts';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { SqliteActivityStore } from '../adapters/sqlite/sqlite-activity-store.js';
import { ActivityProjector } from '../application/activity-projector.js';
import { type ActivityStore } from '../ports/activity-store.js';

export class MovableClock implements Clock {
  constructor(private time = new Date('2026-01-05T12:00:00Z')) {}

  now(): Date {
    return new Date(this.time);
  }

  set(time: string | number): void {
    this.time = new Date(time);
  }
}

export interface ActivityProcessOptions {
  /** A folder for its databases; without it they are in memory. */
  readonly folder?: string;
  readonly clock?: Clock;
  /** What the consumers write to, in the place of the store itself. */
  readonly between?: (store: ActivityStore) => ActivityStore;
}

/** One life of a process with the embedded log and activity's consumers. */
export class ActivityProcess {
  private constructor(
    readonly log: EmbeddedLog,
    readonly store: ActivityStore,
    readonly projector: ActivityProjector,
    private readonly registry: Registry,
  ) {}

  static async start({
    folder,
    clock = new MovableClock(),
    between = (store) => store,
  }: ActivityProcessOptions = {}): Promise<ActivityProcess> {
    const path = (name: string): string => (folder === undefined ? ':memory:' : `${folder}/${name}`);
    const log = EmbeddedLog.open({
      eventsPath: path('events.db'),
      groupsPath: path('activity.db'),
      backOff: { firstMs: 1, capMs: 5 },
    });
    const store = SqliteActivityStore.open(path('activity.db'));
    const registry = new Registry();
    const projector = new ActivityProjector({
      store: between(store),
      subscriber: log.subscriber,
      clock,
      logger: pino({ enabled: false }),
      metrics: registry,
    });
    await projector.start();
    return new ActivityProcess(log, store, projector, registry);
  }

  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  async close(): Promise<void> {
    await this.projector.close();
    await this.log.close();
    await this.store.close();
  }
}
