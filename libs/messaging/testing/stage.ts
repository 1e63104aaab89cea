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

/** What one test plays on: topics and a group of its own, and the processes it starts. */
export class Stage {
  private readonly processes = new Set<MessagingProcess>();

  private constructor(
    private readonly state: MessagingState,
    readonly topic: string,
    readonly compacted: string,
    readonly group: string,
  ) {}

  static async open(openMessaging: OpenMessaging): Promise<Stage> {
    const id = randomUUID().slice(0, 8);
    const topics: TopicDefinition[] = [
      { name: `facts-${id}`, partitions: 3, cleanup: 'delete', retentionMs: -1 },
      { name: `state-${id}`, partitions: 1, cleanup: 'compact', retentionMs: -1 },
    ];
    return new Stage(await openMessaging(topics), `facts-${id}`, `state-${id}`, `group-${id}`);
  }

  async start(): Promise<MessagingProcess> {
    const process = await this.state.start();
    this.processes.add(process);
    return process;
  }

  async restart(process: MessagingProcess): Promise<MessagingProcess> {
    await process.close();
    this.processes.delete(process);
    return this.start();
  }

  async deadLetters({ subscriber }: MessagingProcess): Promise<Inbox> {
    const inbox = new Inbox();
    await subscriber.subscribe({
      topic: deadLetterTopic(this.topic),
      mode: 'broadcast',
      after: {},
      handle: inbox.handle,
    });
    return inbox;
  }

  async close(): Promise<void> {
    await Promise.all([...this.processes].map((process) => process.close()));
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
export function told(records: readonly IncomingRecord[]): string[] {
  return records.map(({ key, value }) => `${String(key)}:${value === null ? '(erased)' : value.toString()}`);
}

export function positionOf({ partition, offset }: IncomingRecord): Position {
  return { partition, offset };
}
