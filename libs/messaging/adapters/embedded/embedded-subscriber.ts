import { type BackOff } from '#async';
import { type Positions } from '#contracts';
import { broadcastDelivery, type DeadLetterNotice, groupDelivery } from '../../delivery.js';
import { type Publisher } from '../../publisher.js';
import { retryInPlace } from '../../retry-in-place.js';
import {
  type BroadcastOptions,
  type GroupOptions,
  RebuildNeeded,
  type Retryable,
  type Subscriber,
  type Subscription,
} from '../../subscriber.js';
import { Cursor, EmbeddedSubscription } from './embedded-subscription.js';
import { type GroupProgress } from './group-progress.js';
import { PARTITION } from './topic-log.js';
import { type OpenTopic, type Topics } from './topics.js';

export interface EmbeddedSubscriberParts {
  readonly topics: Topics;
  readonly progress: GroupProgress;
  readonly deadLetters: Pick<Publisher, 'send'>;
  readonly backOff: BackOff;
  readonly groupLingerMs: number;
  readonly onRetry: ((topic: string, error: Retryable, attempt: number) => void) | undefined;
  readonly onDeadLetter: DeadLetterNotice | undefined;
}

export class EmbeddedSubscriber implements Subscriber {
  private readonly subscriptions = new Set<EmbeddedSubscription>();
  private readonly groupCursors = new Map<string, Cursor>();
  private closed = false;

  constructor(private readonly parts: EmbeddedSubscriberParts) {}

  subscribe(options: GroupOptions | BroadcastOptions): Promise<Subscription> {
    return new Promise((resolve) => {
      resolve(this.start(options));
    });
  }

  endOf(topicName: string): Promise<Positions> {
    const { first, next } = this.parts.topics.of(topicName).log.bounds();
    return Promise.resolve(first === next ? {} : { [PARTITION]: next - 1 });
  }

  handledBy(group: string, topic: string): Promise<Positions> {
    const next = this.groupCursors.get(cursorId(group, topic))?.next ?? this.parts.progress.next(group, topic);
    return Promise.resolve(next === 0 ? {} : { [PARTITION]: next - 1 });
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
  }

  private start(options: GroupOptions | BroadcastOptions): Subscription {
    if (this.closed) throw new Error('the log is closed: nothing can be subscribed any more');
    const { deadLetters, progress: parkedKeys, backOff, groupLingerMs, onRetry, onDeadLetter } = this.parts;
    const topic = this.parts.topics.of(options.topic);
    const closing = new AbortController();
    const retry = retryInPlace({
      backOff,
      signal: closing.signal,
      onRetry: (error, attempt) => onRetry?.(options.topic, error, attempt),
    });
    const subscription =
      options.mode === 'group'
        ? new EmbeddedSubscription(
            topic,
            this.groupCursor(options, topic),
            groupDelivery(options, { parkedKeys, deadLetters, onDeadLetter, retry }),
            retry,
            closing,
            groupLingerMs,
          )
        : new EmbeddedSubscription(
            topic,
            broadcastCursor(options, topic),
            broadcastDelivery(options, retry),
            retry,
            closing,
            0,
          );
    this.subscriptions.add(subscription);
    void subscription.ended.then(() => this.subscriptions.delete(subscription));
    return subscription;
  }

  private groupCursor({ group, topic: topicName }: GroupOptions, { log, volatile }: OpenTopic): Cursor {
    const id = cursorId(group, topicName);
    const known = this.groupCursors.get(id);
    if (known !== undefined) return known;
    const { progress } = this.parts;
    const next = progress.next(group, topicName); // never saved for a volatile topic
    const { next: end } = log.bounds();
    if (next > end) {
      throw new RebuildNeeded(
        `${topicName} ends before offset ${String(end)}, but group ${group} has handled offset ${String(next - 1)}: the log was lost or replaced`,
      );
    }
    const cursor = new Cursor(next, volatile ? undefined : (handled) => progress.advance(group, topicName, handled));
    this.groupCursors.set(id, cursor);
    return cursor;
  }
}

function cursorId(group: string, topic: string): string {
  return JSON.stringify([group, topic]);
}

function broadcastCursor({ topic, after }: BroadcastOptions, { log }: OpenTopic): Cursor {
  const { first, next } = log.bounds();
  const [foreign] = Object.keys(after).filter((partition) => Number(partition) !== PARTITION);
  if (foreign !== undefined)
    throw new RebuildNeeded(
      `${topic} has no partition ${foreign}: the read model was built from another log; rebuild it from the start`,
    );
  const handled = after[PARTITION];
  if (handled !== undefined && (handled < first - 1 || handled >= next)) {
    throw new RebuildNeeded(
      `${topic} holds offsets ${String(first)} to ${String(next - 1)}, so it cannot go on after ${String(handled)}: rebuild the read model from the start`,
    );
  }
  return new Cursor(handled === undefined ? first : handled + 1);
}
