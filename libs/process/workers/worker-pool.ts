import cluster, { type Worker } from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import { within } from '#async';
import { onEndSignal } from '../end-signals.js';
import { type Logger } from '../logger.js';
import { type MetricValues } from '../metrics/included-metrics.js';
import { RestartPauses } from '../restart-pauses.js';
import { type ToPool, type ToWorker } from './messages.js';

const ANSWER_MS = 500;

/**
 * Keeps `count` processes of this program running, which share their ports. The first is started alone: what keeps it
 * from starting ends all. A process that ends by itself is replaced.
 */
export class WorkerPool {
  private readonly workers = new Set<Worker>();
  private readonly asked = new Map<number, (values: readonly MetricValues[]) => void>();
  private questions = 0;
  private readonly pauses = new RestartPauses();
  private isEnding = false;
  private hasStarted = false;

  constructor(
    private readonly count: number,
    private readonly logger: Logger,
  ) {}

  run(): void {
    onEndSignal((signal) => {
      this.isEnding = true;
      for (const worker of this.workers) worker.process.kill(signal);
    });
    this.fork();
  }

  private fork(): void {
    const worker = cluster.fork();
    const forkedAt = performance.now();
    this.workers.add(worker);
    worker.on('message', (message: ToPool) => {
      void this.take(worker, message);
    });
    worker.once('exit', (code: number, signal: string | null) => {
      this.workers.delete(worker);
      void this.ended({ id: worker.id, code, signal, ranMs: performance.now() - forkedAt });
    });
  }

  private async take(worker: Worker, message: ToPool): Promise<void> {
    switch (message.kind) {
      case 'ready':
        if (this.hasStarted) return;
        this.hasStarted = true;
        while (this.workers.size < this.count) this.fork();
        return;
      case 'others': {
        const others = [...this.workers].filter((other) => other !== worker);
        const values = (await Promise.all(others.map((other) => this.valuesOf(other)))).flat();
        send(worker, { kind: 'others', id: message.id, values });
        return;
      }
      case 'values':
        this.asked.get(message.id)?.(message.values);
    }
  }

  /** Nothing of one that does not answer in time. */
  private async valuesOf(worker: Worker): Promise<readonly MetricValues[]> {
    const id = ++this.questions;
    const answer = new Promise<readonly MetricValues[]>((resolve) => this.asked.set(id, resolve));
    send(worker, { kind: 'values', id });
    const values = await within(ANSWER_MS, answer);
    this.asked.delete(id);
    return values ?? [];
  }

  private async ended({ id, code, signal, ranMs }: Ending): Promise<void> {
    if (!this.hasStarted && !this.isEnding) process.exit(code === 0 ? 1 : code);
    if (!this.isEnding) {
      this.logger.error({ worker: id, code, signal }, 'a worker ended by itself; another takes its place');
      await pause(this.pauses.after(ranMs));
    }
    this.goOn();
  }

  private goOn(): void {
    if (!this.isEnding) this.fork();
    else if (this.workers.size === 0) process.exit(0);
  }
}

interface Ending {
  readonly id: number;
  readonly code: number;
  readonly signal: string | null;
  readonly ranMs: number;
}

function send(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message);
}
