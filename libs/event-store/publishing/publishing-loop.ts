import { type BackOff, KeyedMutex } from '#async';
import { encodeStoredEvent, TOPICS, type OwnerId, type Position } from '#contracts';
import { type Publisher } from '#messaging';
import { traceHeaders } from '#process/tracing';
import { type EventStore, type StoredCommit } from '../event-store.js';
import { type StreamPublisher } from '../stream-publisher.js';
import { UnsavedPositions } from './unsaved-positions.js';
import { PublishingStopped, RetryUntilStopped } from './retry-until-stopped.js';
import { type PublishingObserver } from './publishing-observer.js';
import { SharedSend } from './shared-send.js';
import { Sweep } from './sweep.js';

/** What others ask of a publishing loop, wherever it runs. */
export type Publishing = Pick<PublishingLoop, 'publish' | 'republish'>;

export interface PublishingLoopOptions {
  readonly store: EventStore;
  readonly publisher: Publisher;
  readonly topic?: string;
  /** Is busy with a stream while it is published. Default: one of its own. */
  readonly mutex?: KeyedMutex | undefined;
  readonly observer?: PublishingObserver;
  /** Between attempts of a step that failed. */
  readonly backOff?: BackOff;
  /** How long acknowledged positions are collected before they are written to the store. */
  readonly saveDelayMs?: number;
  readonly sweepIntervalMs?: number;
  /** The sweep leaves younger commits to the process whose handler appended them. */
  readonly sweepAgeMs?: number;
}

interface Waiter {
  readonly version: number;
  readonly resolve: (position: Position) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The one way from commits to key-events, leaderless. A stream's commits are sent in version order, each only after the
 * one before is acknowledged, so however many processes send, the first appearance of every version on the topic is in
 * order. Owns neither the store nor the publisher: close it first, then them.
 */
export class PublishingLoop implements StreamPublisher {
  private readonly store: EventStore;
  private readonly publisher: Publisher;
  private readonly topic: string;
  private readonly observer: PublishingObserver;
  private readonly mutex: KeyedMutex;
  private readonly waiters = new Map<OwnerId, Waiter[]>();
  private readonly shared: SharedSend;
  private readonly retry: RetryUntilStopped;
  private readonly unsaved: UnsavedPositions;
  private readonly sweep: Sweep;
  private sweeping: Promise<void> = Promise.resolve();
  /** Everybody who waits for a position. */
  private readonly waiting = new Set<Waiter>();
  private mayWait = true;

  constructor({ store, publisher, topic = TOPICS.keyEvents.name, observer = {}, ...options }: PublishingLoopOptions) {
    this.store = store;
    this.publisher = publisher;
    this.topic = topic;
    this.observer = observer;
    this.mutex = options.mutex ?? new KeyedMutex();
    this.shared = new SharedSend(publisher, topic);
    this.retry = new RetryUntilStopped(options.backOff ?? { firstMs: 50, capMs: 5000 }, observer);
    this.unsaved = new UnsavedPositions(store, options.saveDelayMs ?? 50, observer);
    const { mutex, unsaved, retry } = this;
    this.sweep = new Sweep({
      store,
      mutex,
      unsaved,
      retry,
      observer,
      intervalMs: options.sweepIntervalMs ?? 1000,
      ageMs: options.sweepAgeMs ?? 1000,
      publish: (stream) => this.publishUnpublished(stream, () => undefined),
    });
  }

  /** Publishes everything that is unpublished, whatever its age, and from then on what handlers left behind. */
  start(): void {
    this.sweeping = this.sweep.untilStopped();
  }

  /**
   * Callers that wait for a position, now or later, get PublishingStopped; what they wait for is still sent until the
   * loop is closed.
   */
  answerWaiting(): void {
    this.mayWait = false;
    for (const { reject } of this.waiting) reject(endingNow());
  }

  /**
   * Finishes the sends under way, saves the positions. A send that fails now is not tried again: those who wait for it
   * get PublishingStopped.
   */
  async close(): Promise<void> {
    this.retry.stop();
    await this.sweeping;
    await this.mutex.idle();
    await this.unsaved.flush();
  }

  /** @throws PublishingStopped once the loop is closed, or answers those who wait. @throws UnreadableStream */
  publish(stream: OwnerId, version: number): Promise<Position> {
    return new Promise((resolve, reject) => {
      this.refuseWhenClosed();
      if (!this.mayWait) throw endingNow();
      const waiter: Waiter = {
        version,
        resolve: (position) => {
          this.waiting.delete(waiter);
          resolve(position);
        },
        reject: (reason) => {
          this.waiting.delete(waiter);
          reject(reason);
        },
      };
      this.waiting.add(waiter);
      const joined = this.waiters.get(stream);
      if (joined !== undefined) {
        joined.push(waiter);
        return;
      }
      this.waiters.set(stream, [waiter]);
      void this.mutex.run(stream, () => this.publishFor(stream));
    });
  }

  /**
   * Sends all commits of `stream` again, from version 1, marked as republished, so that groups which parked the key
   * take it up again. Positions in the store stay. Resolves when nothing above what was sent is left.
   */
  republish(stream: OwnerId): Promise<void> {
    return this.mutex.run(stream, async () => {
      this.refuseWhenClosed();
      const next = (after: number): Promise<readonly StoredCommit[]> =>
        this.retry.run('read', stream, () => this.store.readStored(stream, after));
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
      // no effect on those that are answered
      for (const { reject } of waiters) reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /**
   * @returns those whose commit came after the read of what is unpublished: before it, others may have come, which go
   * first.
   */
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

  private async publishUnpublished(
    stream: OwnerId,
    acknowledged: (commit: StoredCommit, position: Position) => void,
  ): Promise<number> {
    let sent = 0;
    for (const commit of await this.retry.run('read', stream, () => this.store.unpublishedOf(stream))) {
      const known = this.unsaved.positionOf(commit);
      if (known === undefined) sent++;
      acknowledged(commit, known ?? (await this.send(commit, {})));
    }
    return sent;
  }

  /** Resolves once the whole commit is acknowledged, with the position of its last record. */
  private async send(commit: StoredCommit, options: { readonly republished?: boolean }): Promise<Position> {
    const { stream, firstVersion } = commit;
    const moreHeaders = traceHeaders();
    const records = commit.envelopes.map((envelope) => encodeStoredEvent(envelope, { ...options, moreHeaders }));
    const positions = await this.retry.run('send', stream, (attempt) =>
      attempt === 1 ? this.shared.send(records) : this.publisher.send(this.topic, records),
    );
    const position = positions.at(-1);
    if (position === undefined)
      throw new Error(`${stream}@${String(firstVersion)} was acknowledged without a position`);
    if (commit.position === null) this.unsaved.add(commit, position);
    this.observer.published?.(stream, firstVersion);
    return position;
  }

  private async positionInStore(stream: OwnerId, version: number): Promise<Position | null> {
    const [commit] = await this.retry.run('read', stream, () => this.store.readStored(stream, version - 1));
    if (commit === undefined || version < commit.firstVersion)
      throw new RangeError(`${stream} has no version ${String(version)}`);
    return commit.position;
  }

  private refuseWhenClosed(): void {
    if (this.retry.stopped)
      throw new PublishingStopped('publishing is closed; the commit is published after the next start');
  }
}

function endingNow(): PublishingStopped {
  return new PublishingStopped('the process ends; the commit is published, if it is not already, after the next start');
}
