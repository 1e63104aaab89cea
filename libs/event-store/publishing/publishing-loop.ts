import { setTimeout } from 'node:timers/promises';
import { encodeStoredEvent, TOPICS, type OwnerId, type Position } from '#contracts';
import { type Publisher } from '#messaging';
import { type EventStore, type StoredCommit } from '../event-store.js';
import { type StreamPublisher } from '../stream-publisher.js';
import { DeferredMarks } from './deferred-marks.js';
import { Persistence, PublishingStopped, type PublishingBackOff } from './persistence.js';
import { type PublishingObserver } from './publishing-observer.js';
import { SharedSend } from './shared-send.js';
import { StreamLanes } from './stream-lanes.js';

export interface PublishingLoopOptions {
  readonly store: EventStore;
  readonly publisher: Publisher;
  readonly topic?: string;
  readonly observer?: PublishingObserver;
  /** Between attempts of a step that failed. */
  readonly backOff?: PublishingBackOff;
  /** How long acknowledged positions are collected before they are written to the store. */
  readonly markDelayMs?: number;
  readonly sweepIntervalMs?: number;
  /** The sweep leaves younger commits to the process whose handler appended them. */
  readonly sweepAgeMs?: number;
}

interface Waiter {
  readonly version: number;
  readonly resolve: (position: Position) => void;
  readonly reject: (reason: unknown) => void;
}

const SWEEP_LIMIT = 1000;
const SWEEP_AT_ONCE = 50;

/**
 * The one way from commits to key-events, leaderless. A stream's commits are sent in version order, each only after the one before
 * is acknowledged, so however many processes send, the first appearance of every version on the topic is in order.
 * Owns neither the store nor the publisher: close it first, then them.
 */
export class PublishingLoop implements StreamPublisher {
  private readonly store: EventStore;
  private readonly publisher: Publisher;
  private readonly topic: string;
  private readonly observer: PublishingObserver;
  private readonly sweepIntervalMs: number;
  private readonly sweepAgeMs: number;
  private readonly lanes = new StreamLanes();
  private readonly waiters = new Map<OwnerId, Waiter[]>();
  private readonly shared: SharedSend;
  private readonly persistence: Persistence;
  private readonly marks: DeferredMarks;
  private sweeping: Promise<void> = Promise.resolve();

  constructor({ store, publisher, topic = TOPICS.keyEvents.name, observer = {}, ...options }: PublishingLoopOptions) {
    this.store = store;
    this.publisher = publisher;
    this.topic = topic;
    this.observer = observer;
    this.sweepIntervalMs = options.sweepIntervalMs ?? 1000;
    this.sweepAgeMs = options.sweepAgeMs ?? 1000;
    this.shared = new SharedSend(publisher, topic);
    this.persistence = new Persistence(options.backOff ?? { firstMs: 50, capMs: 5000 }, observer);
    this.marks = new DeferredMarks(store, options.markDelayMs ?? 50, observer);
  }

  /** Publishes everything that is unpublished, whatever its age, and from then on what handlers left behind. */
  start(): void {
    this.sweeping = this.sweepUntilClosed();
  }

  /** Finishes the sends under way, writes the marks. A send that fails now is not tried again: those who wait for it get PublishingStopped. */
  async close(): Promise<void> {
    this.persistence.stop();
    await this.sweeping;
    await this.lanes.idle();
    await this.marks.flush();
  }

  /** @throws PublishingStopped once the loop is closed. @throws UnreadableStream */
  publish(stream: OwnerId, version: number): Promise<Position> {
    return new Promise((resolve, reject) => {
      this.refuseWhenClosed();
      const waiter = { version, resolve, reject };
      const joined = this.waiters.get(stream);
      if (joined !== undefined) {
        joined.push(waiter);
        return;
      }
      this.waiters.set(stream, [waiter]);
      void this.lanes.run(stream, () => this.publishFor(stream));
    });
  }

  /**
   * Sends all commits of `stream` again, from version 1, marked as republished, so that groups which parked the key take it up
   * again. Positions in the store stay. Resolves when nothing above what was sent is left.
   */
  republish(stream: OwnerId): Promise<void> {
    return this.lanes.run(stream, async () => {
      this.refuseWhenClosed();
      const next = (after: number): Promise<readonly StoredCommit[]> =>
        this.persistence.until('read', stream, () => this.store.readStored(stream, after));
      for (let commits = await next(0); commits.length > 0; commits = await next(commits.at(-1)?.lastVersion ?? 0)) {
        for (const commit of commits) {
          this.refuseWhenClosed();
          await this.send(commit, { republished: true });
        }
      }
    });
  }

  /** Serves those who wait now. Who comes later gets a turn of its own, with a read of its own. */
  private async publishFor(stream: OwnerId): Promise<void> {
    const waiters = this.waiters.get(stream) ?? [];
    this.waiters.delete(stream);
    try {
      for (let rest: readonly Waiter[] = waiters; rest.length > 0;) rest = await this.serve(stream, rest);
    } catch (error) {
      for (const { reject } of waiters) reject(error); // no effect on those that are answered
    }
  }

  /** @returns those whose commit came after the read of what is unpublished: before it, others may have come, which go first. */
  private async serve(stream: OwnerId, waiters: readonly Waiter[]): Promise<readonly Waiter[]> {
    const open = new Set(waiters);
    const answer = (waiter: Waiter, position: Position): void => {
      waiter.resolve(position);
      open.delete(waiter);
    };
    await this.publishUnpublished(stream, ({ firstVersion, lastVersion }, position) => {
      for (const waiter of open) {
        if (firstVersion <= waiter.version && waiter.version <= lastVersion) answer(waiter, position);
      }
    });
    for (const waiter of open) {
      const position = await this.positionInStore(stream, waiter.version);
      if (position !== null) answer(waiter, position);
    }
    return [...open];
  }

  private async publishUnpublished(stream: OwnerId, acknowledged: (commit: StoredCommit, position: Position) => void): Promise<number> {
    let sent = 0;
    for (const commit of await this.persistence.until('read', stream, () => this.store.unpublishedOf(stream))) {
      const known = this.marks.positionOf(commit);
      if (known === undefined) sent++;
      acknowledged(commit, known ?? await this.send(commit, {}));
    }
    return sent;
  }

  /** Resolves once the whole commit is acknowledged, with the position of its last record. */
  private async send(commit: StoredCommit, options: { readonly republished?: boolean }): Promise<Position> {
    const { stream, firstVersion } = commit;
    const records = commit.envelopes.map((envelope) => encodeStoredEvent(envelope, options));
    const positions = await this.persistence.until('send', stream, (attempt) =>
      attempt === 1 ? this.shared.send(records) : this.publisher.send(this.topic, records));
    const position = positions.at(-1);
    if (position === undefined) throw new Error(`${stream}@${String(firstVersion)} was acknowledged without a position`);
    if (commit.position === null) this.marks.add(commit, position);
    this.observer.published?.(stream, firstVersion);
    return position;
  }

  private async positionInStore(stream: OwnerId, version: number): Promise<Position | null> {
    const [commit] = await this.persistence.until('read', stream, () => this.store.readStored(stream, version - 1));
    if (commit === undefined || version < commit.firstVersion) throw new RangeError(`${stream} has no version ${String(version)}`);
    return commit.position;
  }

  private async sweepUntilClosed(): Promise<void> {
    let before = new Date(Date.now() + 1);
    for (let failures = 0; !this.persistence.stopped;) {
      try {
        const more = await this.sweep(before);
        failures = 0;
        if (more) continue;
      } catch (error) {
        this.observer.failed?.({ step: 'sweep', stream: null, attempt: ++failures, error });
      }
      await this.interval();
      before = new Date(Date.now() - this.sweepAgeMs);
    }
  }

  /**
   * One round over what is unpublished, the oldest first of all; it ends when nothing was sent for an interval, whatever is stuck. In no
   * order within it, so that of several processes that sweep at the same time each finds what others have published meanwhile.
   * @returns whether there may be more that need not wait.
   */
  private async sweep(before: Date): Promise<boolean> {
    await this.marks.flush();
    const streams = await this.store.streamsWithUnpublished(before, SWEEP_LIMIT);
    const open = shuffled(streams.filter((stream) => !this.lanes.isBusy(stream)));
    let isOver = false;
    let sent = 0;
    const worker = async (): Promise<void> => {
      for (let stream = open.pop(); stream !== undefined && !isOver; stream = open.pop()) {
        const leftovers = stream;
        sent += await this.lanes.run(leftovers, () => this.publishLeftovers(leftovers));
      }
    };
    const round = Promise.all(Array.from({ length: SWEEP_AT_ONCE }, worker));
    for (let before = -1; sent > before && !isOver;) {
      before = sent;
      isOver = await Promise.race([round, this.interval()]) !== undefined || this.persistence.stopped;
    }
    isOver = true;
    return sent > 0 && (open.length > 0 || streams.length === SWEEP_LIMIT);
  }

  private async publishLeftovers(stream: OwnerId): Promise<number> {
    try {
      return await this.publishUnpublished(stream, () => undefined);
    } catch (error) {
      if (!(error instanceof PublishingStopped)) this.observer.stuck?.(stream, error);
      return 0;
    }
  }

  /** Ends early when the loop is closed. */
  private async interval(): Promise<undefined> {
    await setTimeout(this.sweepIntervalMs, undefined, { signal: this.persistence.signal }).catch(() => undefined);
  }

  private refuseWhenClosed(): void {
    if (this.persistence.stopped) throw new PublishingStopped('publishing is closed; the commit is published after the next start');
  }
}

function shuffled<T>(items: readonly T[]): T[] {
  return items.map((item) => ({ item, rank: Math.random() })).sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}
