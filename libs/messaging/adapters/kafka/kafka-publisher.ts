import kafkajs, { type Producer } from 'kafkajs';
import { type BackOff } from '#async';
import { type OutgoingRecord, type Position, type TopicDefinition } from '#contracts';
import { type Publisher } from '../../publisher.js';
import { topicDefinition } from '../../topic-definition.js';
import { type KafkaConnection, REQUEST_TIMEOUT_MS } from './kafka-connection.js';
import { positionsOf, toMessages } from './kafka-record.js';
import { retryBrokers } from './retry-brokers.js';
import { Renewable } from './renewable.js';

const ALL_REPLICAS = -1;

export interface KafkaPublisherParts {
  readonly connection: KafkaConnection;
  readonly topics: readonly TopicDefinition[];
  readonly backOff: BackOff;
  /** A send is tried again for this long before it rejects. */
  readonly giveUpMs: number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * Not idempotent on purpose: kafkajs 2.2 reuses sequence numbers after a failed send, and the broker then drops records
 * that it acknowledged. A plain producer at worst sends a record twice, which consumers notice. A producer that
 * rejected is not used again.
 */
export class KafkaPublisher implements Publisher {
  private readonly producer: Renewable<Producer>;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly closing = new AbortController();
  private readonly timeout: number;

  constructor(private readonly parts: KafkaPublisherParts) {
    this.timeout = parts.connection.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.producer = new Renewable(parts.connection, (client) =>
      client.producer({
        idempotent: false,
        allowAutoTopicCreation: false,
        createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
        retry: { retries: 0 },
      }),
    );
  }

  async send(topic: string, records: readonly OutgoingRecord[]): Promise<readonly Position[]> {
    if (this.closing.signal.aborted) throw new Error('the publisher is closed: nothing can be sent any more');
    const { partitions } = topicDefinition(this.parts.topics, topic);
    if (records.length === 0) return [];
    const messages = toMessages(topic, partitions, records);
    const sent = retryBrokers(
      `a send to ${topic}`,
      () =>
        this.producer.use((producer) => producer.send({ topic, messages, acks: ALL_REPLICAS, timeout: this.timeout })),
      { ...this.parts, signal: this.closing.signal },
    );
    this.underWay.add(sent);
    try {
      return positionsOf(messages, await sent);
    } finally {
      this.underWay.delete(sent);
    }
  }

  /** Lets the attempts under way end; one that fails now is not tried again. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.underWay);
    await this.producer.close();
  }
}
