import { type PartitionProgress, type Progress } from './consumption.js';

const TICK_MS = 250;

export interface StandstillWatchOptions {
  /** How long nothing may be handled before it is asked whether there is anything to handle. */
  readonly limitMs: number;
  /** Whether records are being handled, or wait for the next attempt. */
  readonly isBusy: () => boolean;
  /** The partitions of which records come here; undefined while that is not settled. */
  readonly partitions: () => readonly number[] | undefined;
  readonly progress: () => Promise<Progress>;
  /** Where earlier consumers were given up; kept for as long as the subscription lives. */
  readonly given: Map<number, PartitionProgress>;
  readonly onStandstill: (reason: Error) => void;
}

/**
 * Reports once when a consumer handles nothing although its topic goes on: twice in a row, `limitMs` apart and with
 * nothing handled since, the same partition was behind its end at the same offset. Answers of brokers count for nothing
 * here. Where one consumer was given up, the next is not until the end has moved: what compaction left out behind the
 * last record never comes.
 */
export class StandstillWatch {
  private quietFor = 0;
  private before: Progress = new Map();
  private isAsking = false;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: StandstillWatchOptions) {
    this.timer = setInterval(() => {
      this.tick();
    }, TICK_MS).unref();
  }

  handled(): void {
    this.quietFor = 0;
    this.before = new Map();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    if (this.options.isBusy() || this.options.partitions() === undefined) this.quietFor = 0;
    else this.quietFor += TICK_MS;
    if (this.quietFor < this.options.limitMs || this.isAsking) return;
    this.quietFor = 0;
    this.isAsking = true;
    void this.ask().finally(() => {
      this.isAsking = false;
    });
  }

  /** Brokers that do not answer are found by `AnswerWatch`. */
  private async ask(): Promise<void> {
    const { before } = this;
    const now = await this.options.progress().catch(() => undefined);
    if (now === undefined || this.before !== before || this.options.isBusy()) return;
    this.before = now;
    for (const partition of this.options.partitions() ?? [])
      this.judge(partition, before.get(partition), now.get(partition));
  }

  private judge(partition: number, before: PartitionProgress | undefined, now: PartitionProgress | undefined): void {
    if (before === undefined || now === undefined || before.next !== now.next || before.next >= before.end) return;
    const given = this.options.given.get(partition);
    if (given?.next === now.next && given.end === now.end) return;
    this.options.given.set(partition, now);
    this.stop();
    this.options.onStandstill(
      new Error(
        `nothing of partition ${String(partition)} was handled, though it stands before offset ${String(now.next)} and the partition ends before ${String(now.end)}`,
      ),
    );
  }
}
