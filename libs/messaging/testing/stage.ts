import { afterEach, beforeEach } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  deadLetterTopic,
  type IncomingRecord,
  type OutgoingRecord,
  type Position,
  type TopicDefinition,
} from '#contracts';
import { type ParkedKeys } from '../parked-keys.js';
import { type Publisher } from '../publisher.js';
import { type Subscriber } from '../subscriber.js';
import { Inbox } from './inbox.js';

/** One process's view of the log. */
export interface MessagingProcess {
  readonly publisher: Publisher;
  readonly subscriber: Subscriber;
  readonly parkedKeys: ParkedKeys;
  close(): Promise<void>;
}

/** Durable state that outlives the processes on it. */
export interface MessagingState {
  /** Starts a process over this state; a contract test that restarts closes one and starts the next. */
  start(): Promise<MessagingProcess>;
  /** Called once every process is closed. */
  discard(): Promise<void>;
}

/**
 * Makes fresh durable state that has `topics` and their dead-letter topics, and nothing else. Its processes should
 * retry after milliseconds, so that the suite is quick.
 */
export type OpenMessaging = (topics: readonly TopicDefinition[]) => Promise<MessagingState>;

export interface MessagingCapabilities {
  /**
   * A topic with cleanup `compact` shows a consumer that starts later nothing but the newest record of each key. Else:
   * some time later.
   */
  readonly compactsAtOnce?: boolean;
}

/** What each test of a group plays on, fresh for each: topics, a consumer group, and one process on them. */
export function onStage(openMessaging: OpenMessaging): Stage {
  const stage = new Stage(openMessaging);
  beforeEach(() => stage.open());
  afterEach(() => stage.close());
  return stage;
}

class Stage {
  topic!: string;
  compacted!: string;
  group!: string;
  private state!: MessagingState;
  private process!: MessagingProcess;

  constructor(private readonly openMessaging: OpenMessaging) {}

  get publisher(): Publisher {
    return this.process.publisher;
  }

  get subscriber(): Subscriber {
    return this.process.subscriber;
  }

  get parkedKeys(): ParkedKeys {
    return this.process.parkedKeys;
  }

  async open(): Promise<void> {
    const id = randomUUID().slice(0, 8);
    this.topic = `facts-${id}`;
    this.compacted = `state-${id}`;
    this.group = `group-${id}`;
    this.state = await this.openMessaging([
      { name: this.topic, partitions: 3, cleanup: 'delete', retentionMs: -1 },
      { name: this.compacted, partitions: 1, cleanup: 'compact', retentionMs: -1 },
    ]);
    this.process = await this.state.start();
  }

  async restart(): Promise<void> {
    await this.process.close();
    this.process = await this.state.start();
  }

  async deadLetters(): Promise<Inbox> {
    const inbox = new Inbox();
    await this.subscriber.subscribe({
      topic: deadLetterTopic(this.topic),
      mode: 'broadcast',
      after: {},
      handle: inbox.handle,
    });
    return inbox;
  }

  async close(): Promise<void> {
    await this.process.close();
    await this.state.discard();
  }
}

export function message(
  key: string,
  text: string | null,
  headers: Readonly<Record<string, string>> = {},
): OutgoingRecord {
  return { key, headers, value: text === null ? null : Buffer.from(text) };
}

export function messages(...pairs: readonly (readonly [key: string, text: string])[]): OutgoingRecord[] {
  return pairs.map(([key, text]) => message(key, text));
}

/** `key:text` of each. */
export function keysAndValues(records: readonly IncomingRecord[]): string[] {
  return records.map(({ key, value }) => `${String(key)}:${value === null ? '(erased)' : value.toString()}`);
}

export function positionOf({ partition, offset }: IncomingRecord): Position {
  return { partition, offset };
}
