import { setTimeout } from 'node:timers/promises';
import { type KeyedMutex } from '#async';
import { type OwnerId } from '#contracts';
import { type EventStore } from '../event-store.js';
import { type UnsavedPositions } from './unsaved-positions.js';
import { type PublishingObserver } from './publishing-observer.js';
import { PublishingStopped, type RetryUntilStopped } from './retry-until-stopped.js';

export interface SweepParts {
  readonly store: Pick<EventStore, 'streamsWithUnpublished'>;
  readonly mutex: KeyedMutex;
  readonly unsaved: UnsavedPositions;
  readonly retry: RetryUntilStopped;
  readonly observer: PublishingObserver;
  readonly intervalMs: number;
  /** Younger commits are left to the process whose handler appended them. */
  readonly ageMs: number;
  /** Called in the stream's lane: publishes what is unpublished of it. Resolves with how many commits it sent. */
  readonly publish: (stream: OwnerId) => Promise<number>;
}

const LIMIT = 1000;
const AT_ONCE = 50;

/** Finds commits that nobody published, and has them published. */
export class Sweep {
  constructor(private readonly parts: SweepParts) {}

  /** First of everything, whatever its age. Ends when `retry` is stopped; never rejects. */
  async untilStopped(): Promise<void> {
    const { retry, observer, ageMs } = this.parts;
    let before = new Date(Date.now() + 1);
    for (let failures = 0; !retry.stopped;) {
      try {
        const more = await this.round(before);
        failures = 0;
        if (more) continue;
      } catch (error) {
        observer.failed?.({ step: 'sweep', stream: null, attempt: ++failures, error });
      }
      await this.interval();
      before = new Date(Date.now() - ageMs);
    }
  }

  /**
   * One round over what is unpublished, the oldest first of all; it ends when nothing was sent for an interval,
   * whatever is stuck. In no order within it, so that of several processes that sweep at the same time each finds what
   * others have published meanwhile.
   * @returns whether there may be more that need not wait.
   */
  private async round(before: Date): Promise<boolean> {
    const { store, mutex, unsaved, retry } = this.parts;
    await unsaved.flush();
    const streams = await store.streamsWithUnpublished(before, LIMIT);
    const open = shuffled(streams.filter((stream) => !mutex.isBusy(stream)));
    let isOver = false;
    let sent = 0;
    const worker = async (): Promise<void> => {
      for (let stream = open.pop(); stream !== undefined && !isOver; stream = open.pop()) {
        const leftovers = stream;
        sent += await mutex.run(leftovers, () => this.publishLeftovers(leftovers));
      }
    };
    const work = Promise.all(Array.from({ length: AT_ONCE }, worker));
    for (let sentBefore = -1; sent > sentBefore && !isOver;) {
      sentBefore = sent;
      isOver = (await Promise.race([work, this.interval()])) !== undefined || retry.stopped;
    }
    isOver = true;
    return sent > 0 && (open.length > 0 || streams.length === LIMIT);
  }

  private async publishLeftovers(stream: OwnerId): Promise<number> {
    try {
      return await this.parts.publish(stream);
    } catch (error) {
      if (!(error instanceof PublishingStopped)) this.parts.observer.stuck?.(stream, error);
      return 0;
    }
  }

  /** Ends early when `retry` is stopped. */
  private async interval(): Promise<undefined> {
    await setTimeout(this.parts.intervalMs, undefined, { signal: this.parts.retry.signal }).catch(() => undefined);
  }
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
