import { type IncomingRecord } from '#contracts';
import { ConsumptionStopped } from '../../retry-in-place.js';

/** Keeps one call of a handler short. */
const MAX_RECORDS = 500;

interface Waiting {
  readonly records: readonly IncomingRecord[];
  readonly stopped: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * kafkajs brings the records partition by partition. What comes in one turn of the event loop, or while the handler is
 * at work, is handed over together: a handler that has to go to a store goes once, and not once for each partition. One
 * call at a time.
 */
export class SharedHandling {
  private readonly waiting: Waiting[] = [];
  private isWorking = false;

  constructor(private readonly handle: (records: readonly IncomingRecord[], stopped: AbortSignal) => Promise<void>) {}

  /**
   * Resolves when `records`, of one partition, were handled; rejects with what the call that they were part of rejected
   * with.
   * @throws ConsumptionStopped when `stopped` was aborted before their turn came.
   */
  take(records: readonly IncomingRecord[], stopped: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ records, stopped, resolve, reject });
      if (this.isWorking) return;
      this.isWorking = true;
      setImmediate(() => {
        void this.work();
      });
    });
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) await this.handleTogether(this.next());
    this.isWorking = false;
  }

  private next(): readonly Waiting[] {
    const together: Waiting[] = [];
    let size = 0;
    for (
      let first = this.waiting[0];
      first !== undefined && (size === 0 || size + first.records.length <= MAX_RECORDS);
      [first] = this.waiting
    ) {
      this.waiting.shift();
      if (first.stopped.aborted) {
        first.reject(new ConsumptionStopped('closed before the records were handled'));
      } else {
        together.push(first);
        size += first.records.length;
      }
    }
    return together;
  }

  private async handleTogether(together: readonly Waiting[]): Promise<void> {
    if (together.length === 0) return;
    try {
      await this.handle(
        together.flatMap(({ records }) => records),
        AbortSignal.any(together.map(({ stopped }) => stopped)),
      );
      for (const { resolve } of together) resolve();
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
}
