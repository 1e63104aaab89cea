import { MessageChannel, Worker } from 'node:worker_threads';
import { Failure } from '#async';
import { type BackgroundTask } from '../background.js';
import { AdjustableClock } from '../clocks.js';
import { type ProcessParts } from '../feature.js';
import { type LogLevel } from '../logging/create-logger.js';
import { includeMetrics } from '../metrics/included-metrics.js';
import { type Handed, type HostCalls, type ThreadCalls } from './host-calls.js';
import { answering, type CallThread, type Calls, Link } from './link.js';

/**
 * Each thread has a heap of its own, and by itself V8 lets each grow as if the machine were for it alone. What threads
 * hold is small; with these they collect sooner. One that needs more ends, and the process with it.
 */
const HEAP_OF_A_THREAD = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

export interface WorkerThreadParts<Data> extends ProcessParts {
  /** In its log lines, and in what the operating system shows of it. */
  readonly name: string;
  /** A module that calls `runWorkerThread`: of an app `new URL('./<name>.worker.js', import.meta.url)`. */
  readonly entry: URL;
  /** For `runWorkerThread`; is cloned. */
  readonly data: Data;
  /** What the thread may ask of this one. */
  readonly calls?: Calls;
  /** Is called when the thread has ended, for whatever reason; perhaps twice. */
  readonly onEnded?: () => void;
  /** Of each value of its metrics. Default: none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether it holds as much as the main thread may. */
  readonly isLarge?: boolean;
}

/**
 * A thread of this process that runs tasks, as one task of this thread. Its metrics stand on this process's page, its
 * lines in the same log, its clock is this one's. When it ends by itself, or one of its tasks fails, `failed` rejects:
 * a process is never healthy without it, unless a `ThreadPool` replaces it.
 */
export class WorkerThread<Data, Theirs extends Calls = Calls> implements BackgroundTask {
  private readonly failure = new Failure();
  readonly failed = this.failure.promise;
  private readonly running: Running<Theirs>;
  private reason: string | null = 'starting';
  private closing: Promise<void> | undefined;
  private readonly unanswered = new Set<Promise<unknown>>();
  private readonly started: Promise<void>;
  private hasStarted: () => void = () => undefined;
  private willNotStart: (reason: unknown) => void = () => undefined;

  /** The thread loads what it needs at once; its tasks wait for `start`. */
  constructor(private readonly parts: WorkerThreadParts<Data>) {
    this.running = this.spawn();
    this.started = new Promise((resolve, reject) => {
      [this.hasStarted, this.willNotStart] = [resolve, reject];
    });
    this.started.catch(() => undefined);
  }

  /** Resolves when its tasks are started. @throws what keeps one from it; the thread has ended then. */
  async start(): Promise<void> {
    const { host, worker } = this.running;
    worker.ref();
    try {
      await host.call('start', null);
      this.hasStarted();
    } catch (error) {
      this.willNotStart(error);
      this.closing ??= worker.terminate().then(() => undefined);
      await this.closing;
      throw error;
    }
  }

  /** Why its tasks are not ready, each name with its reason; null when they are. */
  notReady(): string | null {
    return this.reason;
  }

  /** What the thread answers, once it is started. Close waits for it. */
  readonly call: CallThread<Theirs> = async (name, asked) => {
    await this.started;
    const answer = this.running.calls.call(name, asked);
    this.unanswered.add(answer);
    try {
      return await answer;
    } finally {
      this.unanswered.delete(answer);
    }
  };

  /** For what the thread answers once `start` has resolved. */
  get thread(): Pick<Link<Theirs>, 'call' | 'tell'> {
    return this.running.calls;
  }

  answerWaiting(): void {
    this.running.host.tell('answerWaiting', null);
  }

  /** Once all that was asked by `call` is answered, ends its tasks in order, then the thread. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.closeInOrder();
    return this.closing;
  }

  private async closeInOrder(): Promise<void> {
    const { host, worker } = this.running;
    this.willNotStart(new Error(`the thread ${this.parts.name} is closed`));
    while (this.unanswered.size > 0) await Promise.allSettled(this.unanswered);
    try {
      await host.call('close', null);
    } finally {
      await worker.terminate();
    }
  }

  private spawn(): Running<Theirs> {
    const { name, entry, data, calls = {}, labels = {}, isLarge = false, onEnded, clock, logger, metrics } = this.parts;
    const [hostPorts, callPorts] = [new MessageChannel(), new MessageChannel()];
    const handed: Handed<Data> = {
      data,
      logger: { name: String(logger.bindings()['name']), level: logger.level as LogLevel },
      labels,
      clock: clock instanceof AdjustableClock ? clock.shared : null,
      host: hostPorts.port2,
      calls: callPorts.port2,
    };
    const worker = new Worker(entry, {
      name,
      workerData: handed,
      transferList: [hostPorts.port2, callPorts.port2],
      ...(!isLarge && { resourceLimits: HEAP_OF_A_THREAD }),
    });
    const hostCalls: HostCalls = {
      notReady: (reason) => {
        this.reason = reason;
      },
    };
    const host = new Link<ThreadCalls>(hostPorts.port1, answering(hostCalls));
    const link = new Link<Theirs>(callPorts.port1, answering(calls));
    const exclude = includeMetrics(metrics, () => host.call('metrics', null));
    const ended = (error: Error): void => {
      exclude();
      onEnded?.();
      host.end(error);
      link.end(error);
      if (this.closing === undefined) this.failure.fail(error);
    };
    worker.unref(); // a process that never starts it ends without it
    worker.once('error', ended);
    worker.once('exit', (code) => {
      ended(new Error(`the thread ${name} ended with code ${String(code)}`));
    });
    return { worker, host, calls: link };
  }
}

interface Running<Theirs extends Calls> {
  readonly worker: Worker;
  readonly host: Link<ThreadCalls>;
  readonly calls: Link<Theirs>;
}
