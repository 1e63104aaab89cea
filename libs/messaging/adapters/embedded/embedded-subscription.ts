import { setImmediate, setTimeout } from 'node:timers/promises';
import { Failure } from '#async';
import { type IncomingRecord } from '#contracts';
import { asRetryable } from '../../as-retryable.js';
import { ConsumptionStopped, handlerError, type RetryInPlace } from '../../retry-in-place.js';
import { type RecordsHandler, type Subscription } from '../../subscriber.js';
import { type OpenTopic } from './topics.js';

const BATCH = 1000;

/** How far one reader is. Subscriptions of one group share theirs, and take turns by `busy`. */
export class Cursor {
  busy = false;

  constructor(
    private at: number,
    private readonly persist: (next: number) => Promise<void> = () => Promise.resolve(),
  ) {}

  get next(): number {
    return this.at;
  }

  async advance(next: number): Promise<void> {
    await this.persist(next);
    this.at = next;
  }
}

export class EmbeddedSubscription implements Subscription {
  private readonly failure = new Failure();
  readonly failed = this.failure.promise;
  /** Resolves when nothing is handled any more, for whatever reason. */
  readonly ended: Promise<void>;

  /**
   * @param deliver what one batch goes to; rejects with ConsumptionStopped when `closing` was aborted and the batch is
   * to come again.
   * @param retry tries again to save how far the reader is, until `closing` is aborted.
   * @param lingerMs how long it waits for more when it has nearly caught up: what comes meanwhile is handled together.
   */
  constructor(
    private readonly topic: OpenTopic,
    private readonly cursor: Cursor,
    private readonly deliver: RecordsHandler,
    private readonly retry: RetryInPlace,
    private readonly closing: AbortController,
    private readonly lingerMs: number,
  ) {
    const run = this.run();
    run.catch((error: unknown) => {
      if (!(error instanceof ConsumptionStopped)) this.failure.fail(handlerError(error));
    });
    this.ended = run.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.topic.bell.ring();
    await this.ended;
  }

  private async linger(): Promise<void> {
    if (this.lingerMs > 0)
      await setTimeout(this.lingerMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }

  /** `batch`, and what follows it for a reader that is far behind: it handles, and stores, much in one go. */
  private async withMore(batch: readonly IncomingRecord[], from: number): Promise<readonly IncomingRecord[]> {
    const { log } = this.topic;
    const { atOnceWhenBehind = BATCH } = log;
    if (batch.length < BATCH || log.bounds().next - from < atOnceWhenBehind) return batch;
    const records = [...batch];
    while (records.length < atOnceWhenBehind && !this.closing.signal.aborted) {
      await setImmediate(); // so that other work gets its turn between reads
      records.push(...log.read(from + records.length, BATCH));
    }
    return records;
  }

  private async run(): Promise<void> {
    const {
      cursor,
      topic: { log, bell },
    } = this;
    await setImmediate(); // so that `subscribe` has answered before the first batch
    while (!this.closing.signal.aborted) {
      const first = cursor.busy ? [] : log.read(cursor.next, BATCH);
      if (first.length === 0) {
        await bell.rung();
        await this.linger();
        continue;
      }
      cursor.busy = true;
      try {
        const batch = await this.withMore(first, cursor.next);
        await this.deliver(batch);
        await this.retry(() => asRetryable(() => cursor.advance(nextAfter(batch))));
      } finally {
        cursor.busy = false;
        bell.ring();
      }
      await setImmediate(); // so that other work gets its turn between batches
      if (first.length < BATCH) await this.linger();
    }
  }
}

function nextAfter(batch: readonly IncomingRecord[]): number {
  return (batch.at(-1)?.offset ?? -1) + 1;
}
