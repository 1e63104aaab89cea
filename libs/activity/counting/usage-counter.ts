import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { retry } from '#async';
import { encodeUsage, type OutgoingRecord, TOPICS, type VerdictSeen } from '#contracts';
import { type Publisher } from '#messaging';
import { USAGE_LIMITS, type UsageLimits } from './usage-limits.js';
import { type UsageObserver } from './usage-observer.js';
import { type MinuteTaken, UsageTally } from './usage-tally.js';

/**
 * Credentials in a record: it is encoded, and later applied, in one turn of the thread that answers, and a broker takes
 * it (1 MB) whatever the paths are.
 */
const USES_PER_RECORD = 500;

export interface UsageCounterOptions {
  readonly publisher: Pick<Publisher, 'send'>;
  readonly observer: UsageObserver;
  readonly newCounterId?: () => string;
  readonly topic?: string;
  /** Between flushes. Default 1 s. */
  readonly intervalMs?: number;
  /** How long `close` tries to send the rest. Default 5 s. */
  readonly closeWithinMs?: number;
  readonly limits?: UsageLimits;
  /** Milliseconds that a change of the wall clock does not touch. */
  readonly monotonic?: () => number;
}

/**
 * Counts verifications inside a verification process and sends the counts to key-usage once a second, in records of
 * many keys. A record goes only when the one before is acknowledged; one that failed is sent again byte for byte first,
 * and what is counted meanwhile waits within `UsageLimits`. A process that is killed outright loses what it had not
 * sent: at most about a second of its own counts while all is well.
 */
export class UsageCounter {
  /** A new id in every process life: its records are numbered from 1. */
  private readonly counter: string;
  private readonly tally: UsageTally;
  private readonly options: Required<UsageCounterOptions>;
  private sequence = 0;
  /** The record that is encoded and not acknowledged. */
  private unsent: OutgoingRecord | undefined;
  /** What was taken out of the tally and is not encoded. */
  private taken: IterableIterator<MinuteTaken> = new Set<MinuteTaken>().values();
  private flushing: Promise<void> | undefined;
  private drainedAt: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: UsageCounterOptions) {
    this.options = {
      newCounterId: randomUUID,
      topic: TOPICS.keyUsage.name,
      intervalMs: 1000,
      closeWithinMs: 5000,
      limits: USAGE_LIMITS,
      monotonic: () => performance.now(),
      ...options,
    };
    this.counter = this.options.newCounterId();
    this.tally = new UsageTally(this.options.limits);
    this.drainedAt = this.options.monotonic();
  }

  /** Entries that wait in memory. */
  get waiting(): number {
    return this.tally.size;
  }

  /**
   * Called for every verdict on a known key, right before it leaves. Never throws. Bound, so that it can be handed over
   * as it is.
   */
  readonly count = (use: VerdictSeen): void => {
    const precision = this.tally.add(use);
    if (precision !== 'full') this.options.observer.imprecise(precision, 1);
  };

  /** Begins to flush by itself. */
  start(): void {
    this.timer ??= setInterval(() => {
      this.tick();
    }, this.options.intervalMs).unref();
  }

  /**
   * Resolves when everything that was counted before the call is acknowledged. Rejects when a send does; nothing is
   * lost then.
   */
  flush(): Promise<void> {
    const before = this.flushing ?? Promise.resolve();
    const flush = before.catch(() => undefined).then(() => this.sendAll());
    const done = (): void => {
      if (this.flushing === flush) this.flushing = undefined;
    };
    this.flushing = flush;
    flush.then(done, done);
    return flush;
  }

  /**
   * Stops, with a last flush that is tried again for `closeWithinMs`. Never rejects: what could not be sent is reported
   * to the observer.
   */
  async close(): Promise<void> {
    clearInterval(this.timer);
    const giveUp = new AbortController();
    const waitMs = Math.min(this.options.intervalMs, 100);
    const flushed = retry(() => this.flush(), {
      backOff: { firstMs: waitMs, capMs: waitMs },
      signal: giveUp.signal,
    }).catch(() => undefined); // the observer knows of each failure
    await Promise.race([
      flushed,
      pause(this.options.closeWithinMs, undefined, { signal: giveUp.signal }).catch(() => undefined),
    ]);
    giveUp.abort();
    const waiting = [...this.taken, ...this.tally.take(USES_PER_RECORD)];
    const lost = waiting.length + (this.unsent === undefined ? 0 : 1);
    if (lost > 0) this.options.observer.lost(lost);
  }

  private tick(): void {
    const { limits, monotonic } = this.options;
    if (monotonic() - this.drainedAt > limits.collapseAfterMs) this.tally.collapse();
    // the observer knows, and the next tick tries again
    if (this.flushing === undefined) this.flush().catch(() => undefined);
  }

  private async sendAll(): Promise<void> {
    await this.sendTaken();
    this.drainedAt = this.options.monotonic();
    this.taken = this.tally.take(USES_PER_RECORD);
    await this.sendTaken();
  }

  private async sendTaken(): Promise<void> {
    const { publisher, topic, observer } = this.options;
    for (;;) {
      this.unsent ??= this.nextRecord();
      if (this.unsent === undefined) return;
      try {
        await publisher.send(topic, [this.unsent]);
      } catch (error) {
        observer.failed(error);
        throw error;
      }
      this.unsent = undefined;
      observer.sent(1);
      await setImmediate(); // so that requests get their turn between records
    }
  }

  private nextRecord(): OutgoingRecord | undefined {
    const next = this.taken.next();
    return next.done === true ? undefined : encodeUsage(this.counter, ++this.sequence, next.value.at, next.value.uses);
  }
}
