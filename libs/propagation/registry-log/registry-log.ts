import { Failure } from '#async';
import { type IncomingRecord, TOPICS } from '#contracts';
import { type Publisher, type Subscriber, type Subscription } from '#messaging';
import { type RegistryRecord } from '../domain/registry-record.js';
import { emptyRegistry, evolve, type Registry } from '../domain/registry.js';
import { decodeRegistryRecord, encodeRegistryRecord } from './registry-record-codec.js';

/** What happened, in a few words, and the facts to it; never a secret. */
export type LogLine = (message: string, details: Readonly<Record<string, unknown>>) => void;

export interface RegistryLogOptions {
  readonly publisher: Publisher;
  readonly subscriber: Subscriber;
  /** Default: the topic `verifiers`. It must have one partition. */
  readonly topic?: string;
  readonly log?: LogLine;
}

/** Follows the topic `verifiers` from the start of what it holds, and folds it. */
export class RegistryLog {
  registry: Registry = emptyRegistry;
  private readonly failure = new Failure();
  /** Rejects when the log can no longer be followed; the process must not stay healthy then. */
  readonly failed = this.failure.promise;
  private lastOffset = -1;
  private subscription: Subscription | undefined;
  private readonly topic: string;

  constructor(private readonly options: RegistryLogOptions) {
    this.topic = options.topic ?? TOPICS.verifiers.name;
  }

  /** `onRead` is called after each batch was folded as a whole. */
  async open(onRead: () => void): Promise<void> {
    const handle = (records: readonly IncomingRecord[]): Promise<void> => {
      for (const record of records) this.fold(record);
      onRead();
      return Promise.resolve();
    };
    this.subscription = await this.options.subscriber.subscribe({
      topic: this.topic,
      mode: 'broadcast',
      after: {},
      handle,
    });
    this.subscription.failed.catch((error: unknown) => {
      this.options.log?.(`the registry can no longer be followed: ${this.topic}`, { err: error });
      this.failure.fail(error);
    });
  }

  async append(record: RegistryRecord): Promise<void> {
    await this.options.publisher.send(this.topic, [encodeRegistryRecord(record)]);
  }

  async close(): Promise<void> {
    await this.subscription?.close();
  }

  private fold(record: IncomingRecord): void {
    if (record.offset <= this.lastOffset) return;
    this.lastOffset = record.offset;
    const decoded = decodeRegistryRecord(record);
    if (typeof decoded === 'string') {
      this.options.log?.('a registry record was ignored', { offset: record.offset, reason: decoded });
      return;
    }
    this.registry = evolve(this.registry, decoded);
  }
}
