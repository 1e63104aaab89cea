import { setTimeout as pause } from 'node:timers/promises';
import { type BackgroundTask } from '../background.js';
import { type Logger } from '../logger.js';
import { RestartPauses } from '../restart-pauses.js';
import { type WorkerThread } from './worker-thread.js';

export type PooledThread = Pick<WorkerThread<unknown>, 'start' | 'failed' | 'close'>;

export interface ThreadPoolParts<Thread> {
  readonly count: number;
  /** @param worker a number that no thread had before; the first is 2, since the main thread works, too. */
  readonly spawn: (worker: number) => Thread;
  readonly logger: Pick<Logger, 'error'>;
}

/**
 * Keeps `count` threads running that do the same as the main thread. What keeps one of the first from starting is
 * thrown; from then on one that ends by itself is replaced, with growing pauses.
 */
export class ThreadPool<Thread extends PooledThread> implements BackgroundTask {
  private readonly threads = new Set<Thread>();
  private last = 1;
  private readonly pauses = new RestartPauses();
  private readonly closing = new AbortController();

  constructor(private readonly parts: ThreadPoolParts<Thread>) {}

  /** Those that are there, started or about to. */
  get running(): readonly Thread[] {
    return [...this.threads];
  }

  async start(): Promise<void> {
    await Promise.all(Array.from({ length: this.parts.count }, () => this.begin()));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.running.map((thread) => thread.close().catch(() => undefined)));
  }

  private async begin(): Promise<void> {
    const worker = ++this.last;
    const thread = this.parts.spawn(worker);
    this.threads.add(thread);
    const since = performance.now();
    try {
      await thread.start();
    } catch (error) {
      this.threads.delete(thread);
      throw error;
    }
    thread.failed.catch((error: unknown) => {
      this.threads.delete(thread);
      if (this.isClosing()) return;
      this.parts.logger.error({ worker, err: error }, 'a worker ended by itself; another takes its place');
      void this.replaceIn(this.pauses.after(performance.now() - since));
    });
  }

  private async replaceIn(pauseMs: number): Promise<void> {
    const { signal } = this.closing;
    for (let waitMs = pauseMs; ; waitMs = this.pauses.after(0)) {
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
      if (this.isClosing()) return;
      try {
        await this.begin();
        return;
      } catch (error) {
        if (!this.isClosing())
          this.parts.logger.error({ worker: this.last, err: error }, 'a worker could not start; it is tried again');
      }
    }
  }

  private isClosing(): boolean {
    return this.closing.signal.aborted;
  }
}
