const TICK_MS = 250;

export interface AnswerWatchOptions {
  readonly limitMs: number;
  /** While it is, nothing need be asked, and nobody need wonder. */
  readonly isBusy: () => boolean;
  readonly onSilence: () => void;
}

/**
 * Reports once when no answer has come for `limitMs`, from any broker or from one of them that was asked: a broker that
 * hangs makes kafkajs neither fail nor tell. It counts its own ticks and not the time, lest a pause of this process is
 * taken for one of the broker.
 */
export class AnswerWatch {
  private readonly owedFor = new Map<number, number>();
  private silentFor = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: AnswerWatchOptions) {
    this.timer = setInterval(() => {
      this.tick();
    }, TICK_MS).unref();
  }

  asked(node: number): void {
    if (!this.owedFor.has(node)) this.owedFor.set(node, 0);
  }

  answered(node: number): void {
    this.owedFor.delete(node);
    this.silentFor = 0;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    this.silentFor = this.options.isBusy() ? 0 : this.silentFor + TICK_MS;
    for (const [node, owed] of this.owedFor) this.owedFor.set(node, owed + TICK_MS);
    if (Math.max(this.silentFor, ...this.owedFor.values()) < this.options.limitMs) return;
    this.stop();
    this.options.onSilence();
  }
}
