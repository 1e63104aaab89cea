import { type BackOff } from '#async';
import { TOPICS, type TopicDefinition } from '#contracts';
import { type DeadLetterNotice } from '../../delivery.js';
import { type LagWatch } from '../../lag-watch.js';
import { type ParkedKeys } from '../../parked-keys.js';
import { type Publisher } from '../../publisher.js';
import { type Retryable, type Subscriber } from '../../subscriber.js';
import { CONSUMER_TIMING, type ConsumerTiming } from './consumer-timing.js';
import { type KafkaConnection } from './kafka-connection.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { KafkaSubscriber } from './kafka-subscriber.js';

export interface KafkaLogOptions {
  readonly connection: KafkaConnection;
  /** Where the groups of this service remember what they have parked. It is not closed with the log. */
  readonly parkedKeys: ParkedKeys;
  readonly topics?: readonly TopicDefinition[];
  /** Between attempts: of a send, of a handler after Retryable, of a consumer that was lost. */
  readonly backOff?: BackOff;
  /** How long a failing send or `endOf` is tried again before it rejects. Default 10 s. */
  readonly patienceMs?: number;
  readonly timing?: Partial<ConsumerTiming>;
  /** Called before each wait of a handler's retry, for logs and metrics. */
  readonly onRetry?: (topic: string, error: Retryable, attempt: number) => void;
  readonly onDeadLetter?: DeadLetterNotice;
  /** Watches the subscriptions; default: nobody does. */
  readonly lagWatch?: LagWatch;
  /** Called for what the adapter recovers from by itself: a send that is tried again, a consumer that is replaced. */
  readonly onTrouble?: (what: string, error: unknown) => void;
}

/**
 * The log of the distributed profile. It connects at the first use; topics must exist (`KafkaTopics`). Brokers that
 * are away are waited for: a send rejects after `patienceMs`, subscriptions go on where they were when the brokers are
 * back.
 */
export class KafkaLog {
  private closing: Promise<void> | undefined;

  private constructor(
    readonly publisher: Publisher,
    readonly subscriber: Subscriber,
    readonly parkedKeys: ParkedKeys,
  ) {}

  static open({ connection, parkedKeys, ...options }: KafkaLogOptions): KafkaLog {
    const { topics = Object.values(TOPICS), backOff = { firstMs: 50, capMs: 2000 }, patienceMs = 10_000 } = options;
    const { onRetry = () => undefined, onTrouble = () => undefined, onDeadLetter } = options;
    const timing = { ...CONSUMER_TIMING, ...options.timing };
    const publisher = new KafkaPublisher({ connection, topics, backOff, giveUpMs: patienceMs, onTrouble });
    const subscriber = new KafkaSubscriber({
      connection,
      topics,
      parkedKeys,
      deadLetters: publisher,
      onDeadLetter,
      timing,
      backOff,
      giveUpMs: patienceMs,
      onRetry,
      onTrouble,
    });
    return new KafkaLog(publisher, options.lagWatch?.over(subscriber) ?? subscriber, parkedKeys);
  }

  /** Ends the subscriptions after the batches that are being handled, then the sends under way. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.closeInOrder();
    return this.closing;
  }

  private async closeInOrder(): Promise<void> {
    await this.subscriber.close();
    await this.publisher.close();
  }
}
