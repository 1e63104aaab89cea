import type { OnApplicationShutdown } from '@nestjs/common';
import { type Logger } from './logger.js';
import { type Readiness } from './readiness.js';

/** Something that lives beside the HTTP server: a consumer, a loop, a connection. */
export interface BackgroundTask {
  readonly start?: () => Promise<void> | void;
  /** Why the process is not ready on its account, in a few words; null when it is. */
  readonly notReady?: () => string | null;
  /** Rejects when it has died for good: the process ends then. */
  readonly failed?: Promise<never>;
  /** The process is about to end: requests that wait for this are answered now. */
  readonly answerWaiting?: () => void;
  readonly close: () => Promise<void>;
}

/** By their names in readiness and logs, each behind those that it needs. */
export type BackgroundTasks = Readonly<Record<string, BackgroundTask>>;

export interface BackgroundParts {
  readonly tasks: BackgroundTasks;
  readonly readiness: Readiness;
  readonly logger: Logger;
}

/** Starts what runs in the background, in order, and ends it in the reverse order once HTTP has stopped. */
export class Background implements OnApplicationShutdown {
  private readonly tasks: readonly (readonly [string, BackgroundTask])[];
  private readonly logger: Logger;
  private hasStarted = false;
  private isStopping = false;
  private closingNow: string | null = null;

  constructor({ tasks, readiness, logger }: BackgroundParts) {
    this.tasks = Object.entries(tasks);
    this.logger = logger;
    readiness.add('start', () => (this.hasStarted ? null : 'starting')); // from before the server listens
    for (const [name, task] of this.tasks)
      if (task.notReady !== undefined) readiness.add(name, () => task.notReady?.() ?? null);
  }

  /** Whether everything is started. */
  get isStarted(): boolean {
    return this.hasStarted;
  }

  /** The task that is being closed; null before and after. */
  get closing(): string | null {
    return this.closingNow;
  }

  /**
   * Resolves with true when everything is started; with false when the process was stopped meanwhile. Rejects with
   * what a task's start did.
   */
  async start(): Promise<boolean> {
    for (const [name, { failed }] of this.tasks) if (failed !== undefined) this.endWith(name, failed);
    try {
      for (const [, task] of this.tasks) if (!this.isStopping) await task.start?.();
    } catch (error) {
      if (!this.isStopping) throw error;
    }
    this.hasStarted = !this.isStopping;
    return this.hasStarted;
  }

  /** To be called before HTTP stops: no request waits any longer than its own work takes. */
  answerWaiting(): void {
    for (const [, task] of this.tasks) task.answerWaiting?.();
  }

  /** What cannot be closed, because what it is connected to is in trouble, does not keep the others from it. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    for (const [name, task] of this.tasks.toReversed()) {
      this.closingNow = name;
      await task.close().catch((error: unknown) => {
        this.logger.error({ err: error }, `${name}: could not be closed in order`);
      });
    }
    this.closingNow = null;
  }

  /** A process is never healthy with a dead consumer. */
  private endWith(name: string, failed: Promise<never>): void {
    failed.catch((error: unknown) => {
      if (this.isStopping) return;
      this.logger.fatal({ err: error }, `${name}: cannot go on`);
      process.exit(1);
    });
  }
}
