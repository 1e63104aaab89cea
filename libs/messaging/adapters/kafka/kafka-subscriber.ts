import { type Admin } from 'kafkajs';
import { type BackOff } from '#async';
import { type Positions, type TopicDefinition } from '#contracts';
import { type ParkedKeys } from '../../parked-keys.js';
import { type DeadLetterNotice } from '../../delivery.js';
import { type Publisher } from '../../publisher.js';
import { type RetryInPlace, retryInPlace } from '../../retry-in-place.js';
import {
  type BroadcastOptions,
  type GroupOptions,
  type Retryable,
  type Subscriber,
  type Subscription,
} from '../../subscriber.js';
import { topicDefinition } from '../../topic-definition.js';
import { BroadcastConsumption } from './broadcast-consumption.js';
import { ConsumerLife } from './consumer-life.js';
import { type ConsumerTiming } from './consumer-timing.js';
import { type Consumption, type PartitionProgress } from './consumption.js';
import { GroupConsumption } from './group-consumption.js';
import { limited } from './handler-limit.js';
import { type KafkaConnection } from './kafka-connection.js';
import { endOf, handledBy } from './kafka-offsets.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { retryBrokers } from './retry-brokers.js';
import { Renewable } from './renewable.js';
import { traced } from './traced.js';

export interface KafkaSubscriberParts {
  readonly connection: KafkaConnection;
  readonly topics: readonly TopicDefinition[];
  readonly parkedKeys: ParkedKeys;
  readonly deadLetters: Pick<Publisher, 'send'>;
  readonly onDeadLetter: DeadLetterNotice | undefined;
  readonly timing: ConsumerTiming;
  readonly backOff: BackOff;
  /** `endOf` is tried again for this long before it rejects. */
  readonly giveUpMs: number;
  readonly onRetry: (topic: string, error: Retryable, attempt: number) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export class KafkaSubscriber implements Subscriber {
  private readonly subscriptions = new Set<KafkaSubscription>();
  private readonly admin: Renewable<Admin>;
  private readonly closing = new AbortController();

  constructor(private readonly parts: KafkaSubscriberParts) {
    this.admin = new Renewable(parts.connection, (client) => client.admin());
  }

  /** While the brokers are away it waits for them. */
  async subscribe(options: GroupOptions | BroadcastOptions): Promise<Subscription> {
    if (this.closing.signal.aborted) throw new Error('the log is closed: nothing can be subscribed any more');
    const { connection, timing, backOff, onTrouble } = this.parts;
    const consumption = this.consumption(options);
    const given = new Map<number, PartitionProgress>();
    const startLife = () => new ConsumerLife({ consumption, connection, timing, given });
    const subscription = new KafkaSubscription({ consumption, startLife, backOff, onTrouble });
    this.subscriptions.add(subscription);
    void subscription.ended.then(() => this.subscriptions.delete(subscription));
    await subscription.started;
    return subscription;
  }

  async endOf(topic: string): Promise<Positions> {
    topicDefinition(this.parts.topics, topic);
    return retryBrokers(`asking for the end of ${topic}`, () => endOf(this.admin, topic), {
      ...this.parts,
      signal: this.closing.signal,
    });
  }

  async handledBy(group: string, topic: string): Promise<Positions> {
    topicDefinition(this.parts.topics, topic);
    return handledBy(this.admin, group, topic);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    await this.admin.close();
  }

  private consumption(options: GroupOptions | BroadcastOptions): Consumption {
    const { topics, connection, timing, parkedKeys, deadLetters, onDeadLetter, backOff, onRetry } = this.parts;
    const { topic } = options;
    const definition = topicDefinition(topics, topic);
    const handle = limited(topic, traced(topic, options.handle), timing.handlerMs);
    const retryUntil = (signal: AbortSignal): RetryInPlace =>
      retryInPlace({
        backOff,
        signal,
        onRetry: (error, attempt) => {
          onRetry(topic, error, attempt);
        },
      });
    return options.mode === 'group'
      ? new GroupConsumption({ ...options, handle }, this.admin, { parkedKeys, deadLetters, onDeadLetter }, retryUntil)
      : new BroadcastConsumption({ ...options, handle }, definition, connection.clientId, this.admin, retryUntil);
  }
}
