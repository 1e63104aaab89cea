import { type IncomingRecord, type OutgoingRecord, type Position, type Positions, TOPICS } from '#contracts';
import {
  type BroadcastOptions,
  type GroupOptions,
  type Publisher,
  type Subscriber,
  type Subscription,
} from '#messaging';
import { type Draws } from './draws.js';
import { Machine } from './machine.js';
import { type VirtualTime } from './virtual-time.js';

/** Times in milliseconds; the medians of log-normal distributions. */
export interface LogModel {
  /** One way between a process and the broker. */
  readonly networkMs: number;
  /** From a record's arrival to where readers may have it: written, and replicated. */
  readonly commitMs: number;
  readonly spread: number;
  /** What the broker handles in a second, produces and fetches together. */
  readonly brokerRequestsPerSecond: number;
  /** What it sends and receives in a second. */
  readonly brokerMegabytesPerSecond: number;
}

interface Topic {
  readonly records: IncomingRecord[];
  /** Bytes of the records up to each offset. */
  readonly bytesBefore: number[];
  /** The last offset of each partition. */
  readonly end: Record<number, number>;
  readonly readers: Set<() => void>;
}

const NEVER = new Promise<never>(() => undefined);

/** Both topics as a broker holds them; readers get the partitions of key-events in one order. */
export class ModelledLog {
  readonly topics = { verifiers: emptyTopic(), keyEvents: emptyTopic() };
  private readonly broker: Machine;

  constructor(
    private readonly model: LogModel,
    private readonly time: VirtualTime,
    private readonly draws: Draws,
  ) {
    this.broker = new Machine(time);
  }

  topic(name: string): Topic {
    return name === TOPICS.verifiers.name ? this.topics.verifiers : this.topics.keyEvents;
  }

  networkMs(): number {
    return this.draws.logNormal(this.model.networkMs, this.model.spread);
  }

  commitMs(): number {
    return this.draws.logNormal(this.model.commitMs, this.model.spread);
  }

  /** In how many milliseconds the broker has handled a request of so many bytes that reaches it now. */
  handledIn(bytes: number): number {
    const { brokerRequestsPerSecond, brokerMegabytesPerSecond } = this.model;
    return this.broker.doneIn(1000 / brokerRequestsPerSecond + bytes / (1000 * brokerMegabytesPerSecond));
  }

  append(name: string, record: OutgoingRecord, partition: number): Position {
    const topic = this.topic(name);
    const offset = (topic.end[partition] ?? -1) + 1;
    topic.records.push({ topic: name, partition, offset, ...record, timestamp: new Date(this.time.now) });
    topic.bytesBefore.push((topic.bytesBefore.at(-1) ?? 0) + bytesOf(record));
    topic.end[partition] = offset;
    for (const wake of topic.readers) wake();
    return { partition, offset };
  }
}

/** What a process has of the log. A process that is killed sends, gets and does nothing any more. */
export class ModelledProcess implements Publisher, Subscriber {
  isAlive = true;
  /** Of `verifiers`. */
  readonly read = { records: 0, bytes: 0 };
  private readonly core: Machine;

  constructor(
    private readonly log: ModelledLog,
    private readonly time: VirtualTime,
    /** Milliseconds of processor time that it takes to handle these records. */
    private readonly costMs: (records: readonly IncomingRecord[]) => number,
  ) {
    this.core = new Machine(time);
  }

  kill(): void {
    this.isAlive = false;
  }

  /** As `VirtualTime.schedule`, while it lives. */
  readonly schedule = (ms: number, run: () => void): (() => void) =>
    this.time.schedule(ms, () => {
      if (this.isAlive) run();
    });

  /** All records go to `partition`: nobody here sends those of several owners at once. */
  async send(topic: string, records: readonly OutgoingRecord[], partition = 0): Promise<readonly Position[]> {
    const bytes = records.reduce((sum, record) => sum + bytesOf(record), 0);
    await this.after(this.log.networkMs());
    await this.after(this.log.handledIn(bytes) + this.log.commitMs());
    const positions = records.map((record) => this.log.append(topic, record, partition));
    await this.after(this.log.networkMs());
    return positions;
  }

  /** Key-events are read from where they end now. */
  subscribe({ topic: name, handle, ...options }: GroupOptions | BroadcastOptions): Promise<Subscription> {
    const topic = this.log.topic(name);
    const isRegistry = topic === this.log.topics.verifiers;
    let cursor = isRegistry && options.mode === 'broadcast' ? (options.after[0] ?? -1) + 1 : topic.records.length;
    let isFetching = false;
    let isClosed = false;
    /** When its next request is at the broker. */
    let asksAt = this.time.now + this.log.networkMs();
    const fetch = (): void => {
      if (isFetching || isClosed || !this.isAlive || cursor >= topic.records.length) return;
      isFetching = true;
      this.time.scheduleQuietly(Math.max(0, asksAt - this.time.now), () => {
        const batch = topic.records.slice(cursor);
        const bytes = (topic.bytesBefore.at(-1) ?? 0) - (topic.bytesBefore[cursor - 1] ?? 0);
        this.time.scheduleQuietly(this.log.handledIn(bytes) + this.log.networkMs(), () => {
          this.schedule(this.core.doneIn(this.costMs(batch)), () => {
            take(batch, bytes);
          });
        });
      });
    };
    const take = (batch: readonly IncomingRecord[], bytes: number): void => {
      if (isClosed) return;
      if (isRegistry) {
        this.read.records += batch.length;
        this.read.bytes += bytes;
      }
      cursor += batch.length;
      void handle(batch).then(() => {
        asksAt = this.time.now + this.log.networkMs();
        isFetching = false;
        fetch();
      });
    };
    topic.readers.add(fetch);
    fetch();
    const close = (): Promise<void> => {
      isClosed = true;
      topic.readers.delete(fetch);
      return Promise.resolve();
    };
    return Promise.resolve({ failed: NEVER, close });
  }

  async endOf(name: string): Promise<Positions> {
    await this.after(this.log.networkMs());
    const end = { ...this.log.topic(name).end };
    await this.after(this.log.networkMs());
    return end;
  }

  /** There are no groups here. */
  handledBy(): Promise<Positions> {
    return Promise.resolve({});
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private after(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.schedule(ms, resolve);
    });
  }
}

/** Key, headers and value; not what Kafka writes around them. */
export function bytesOf({ key, headers, value }: OutgoingRecord): number {
  const text = Object.entries(headers).reduce((sum, [name, content]) => sum + name.length + content.length, key.length);
  return text + (value?.length ?? 0);
}

function emptyTopic(): Topic {
  return { records: [], bytesBefore: [], end: {}, readers: new Set() };
}
