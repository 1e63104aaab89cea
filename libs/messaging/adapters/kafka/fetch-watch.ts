const TICK_MS = 250;

export interface FetchWatchOptions {
  readonly limitMs: number;
  /** While a batch is being handled nothing is fetched, and nobody need wonder. */
  readonly isHandling: () => boolean;
  readonly onSilence: () => void;
}

/**
 * Tells once when no fetch has come back for `limitMs`, from any broker or from one of them: a broker that hangs makes kafkajs
 * neither fail nor tell. It counts its own ticks and not the time, lest a pause of this process is taken for one of the broker.
 */
export class FetchWatch {
  private readonly owedFor = new Map<number, number>();
  private silentFor = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: FetchWatchOptions) {
    this.timer = setInterval(() => { this.tick(); }, TICK_MS).unref();
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
    this.silentFor = this.options.isHandling() ? 0 : this.silentFor + TICK_MS;
    for (const [node, owed] of this.owedFor) this.owedFor.set(node, owed + TICK_MS);
    if (Math.max(this.silentFor, ...this.owedFor.values()) < this.options.limitMs) return;
    this.stop();
    this.options.onSilence();
  }
}
