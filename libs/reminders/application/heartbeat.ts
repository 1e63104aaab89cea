import { setTimeout } from 'node:timers/promises';

/** Does `work` again and again, `everyMs` of wall time after it was done, until it is closed. */
export class Heartbeat {
  private readonly closing = new AbortController();
  private readonly ended: Promise<void>;

  /** @param failed called with what `work` rejected with; the next beat tries again. */
  constructor(everyMs: number, work: (signal: AbortSignal) => Promise<void>, failed: (error: unknown) => void) {
    this.ended = this.beat(everyMs, work, failed);
  }

  /** Resolves when the work under way has ended. Idempotent. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.ended;
  }

  private async beat(
    everyMs: number,
    work: (signal: AbortSignal) => Promise<void>,
    failed: (error: unknown) => void,
  ): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await work(signal).catch(failed);
      await setTimeout(everyMs, undefined, { signal, ref: false }).catch(() => undefined); // closed while waiting
    }
  }
}
