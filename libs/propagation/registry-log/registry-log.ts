import { Failure, retry } from '#async';
import { type IncomingRecord, type Positions, TOPICS } from '#contracts';
import { type Publisher, RebuildNeeded, type Subscriber, type Subscription } from '#messaging';
import { type RegistryRecord } from '../domain/registry-record.js';
import { emptyRegistry, evolve, type Registry } from '../domain/registry.js';
import { RegistryReader } from './registry-reader.js';
import { decodeRegistryRecord, encodeRegistryRecord, encodeRegistrySnapshot } from './registry-record-codec.js';
import { LONGEST_TAIL, SNAPSHOT_EVERY } from './registry-snapshot.js';

/** What happened, in a few words, and the facts to it; never a secret. */
export type LogLine = (message: string, details: Readonly<Record<string, unknown>>) => void;

/** What turns records into the registry. */
export interface Folding {
  readonly decode: typeof decodeRegistryRecord;
  readonly evolve: typeof evolve;
}

export interface RegistryLogOptions {
  readonly publisher: Publisher;
  readonly subscriber: Subscriber;
  /** Default: the topic `verifiers`. It must have one partition. */
  readonly topic?: string;
  readonly log?: LogLine;
  /** Many replicas that one process plays share a fold by it. Default: each its own. */
  readonly folding?: Folding;
}

const ASK_AGAIN = { firstMs: 100, capMs: 5000 };

/** Follows the topic `verifiers`, from its last snapshot on where there is one, and folds it. */
export class RegistryLog {
  registry: Registry = emptyRegistry;
  private readonly failure = new Failure();
  /** Rejects when the log can no longer be followed; the process must not stay healthy then. */
  readonly failed = this.failure.promise;
  private readonly closing = new AbortController();
  private lastOffset = -1;
  private snapshotUpTo = -1;
  private isWritingSnapshot = false;
  private subscription: Subscription | undefined;
  private readonly topic: string;
  private readonly folding: Folding;

  constructor(private readonly options: RegistryLogOptions) {
    this.topic = options.topic ?? TOPICS.verifiers.name;
    this.folding = options.folding ?? { decode: decodeOnce, evolve };
  }

  /**
   * Resolves when the registry is known as it was when this was called. `onRead` is called after each batch was folded
   * as a whole.
   */
  async open(onRead: () => void): Promise<void> {
    const end = await this.end();
    const tail = end - LONGEST_TAIL;
    if (tail >= 0 && (await this.follow(new RegistryReader(end, false, this.folding.evolve), { 0: tail }, onRead)))
      return;
    await this.follow(new RegistryReader(end, true, this.folding.evolve), {}, onRead);
  }

  async append(record: RegistryRecord): Promise<void> {
    await this.options.publisher.send(this.topic, [encodeRegistryRecord(record)]);
  }

  /** To be called after reading: writes a snapshot when enough was written since the last one. */
  keepShort(): void {
    if (this.isWritingSnapshot || this.lastOffset - this.snapshotUpTo < SNAPSHOT_EVERY) return;
    this.isWritingSnapshot = true;
    const snapshot = { type: 'snapshot', upTo: this.lastOffset, registry: this.registry } as const;
    this.options.publisher
      .send(this.topic, [encodeRegistrySnapshot(snapshot)])
      .catch((error: unknown) => {
        if (!this.closing.signal.aborted)
          this.options.log?.('could not write a snapshot of the registry; trying again', { err: error });
      })
      .finally(() => {
        this.isWritingSnapshot = false;
      });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.subscription?.close();
  }

  private async end(): Promise<number> {
    const end = await retry(() => this.options.subscriber.endOf(this.topic), {
      backOff: ASK_AGAIN,
      signal: this.closing.signal,
      onRetry: (error) => this.options.log?.('could not ask for the end of the registry; trying again', { err: error }),
    });
    return end[0] ?? -1;
  }

  /** Resolves with whether the registry is known from what stands behind `after`; if not, nothing is followed. */
  private async follow(reader: RegistryReader, after: Positions, onRead: () => void): Promise<boolean> {
    let answer: (isKnown: boolean) => void = () => undefined;
    const known = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    const take = (records: readonly IncomingRecord[]): void => {
      for (const record of records) this.read(reader, record);
      if (reader.isStuck) answer(false);
      if (reader.folded === null) return;
      this.registry = reader.folded;
      this.lastOffset = reader.lastOffset;
      answer(true);
      onRead();
    };
    if (reader.folded !== null) answer(true);
    this.closing.signal.addEventListener('abort', () => {
      answer(true);
    });
    const subscription = await this.subscribe(after, take);
    if (subscription === null) return false;
    this.subscription = subscription;
    if (!(await Promise.race([known, subscription.failed]))) {
      await subscription.close();
      return false;
    }
    subscription.failed.catch((error: unknown) => {
      this.options.log?.(`the registry can no longer be followed: ${this.topic}`, { err: error });
      this.failure.fail(error);
    });
    return true;
  }

  /** null: the log no longer holds what stands behind `after`. */
  private async subscribe(
    after: Positions,
    take: (records: readonly IncomingRecord[]) => void,
  ): Promise<Subscription | null> {
    const handle = (records: readonly IncomingRecord[]): Promise<void> =>
      new Promise((resolve) => {
        take(records);
        resolve();
      });
    try {
      return await this.options.subscriber.subscribe({ topic: this.topic, mode: 'broadcast', after, handle });
    } catch (error) {
      if (error instanceof RebuildNeeded && Object.keys(after).length > 0) return null;
      throw error;
    }
  }

  private read(reader: RegistryReader, record: IncomingRecord): void {
    const decoded = this.folding.decode(record);
    if (typeof decoded === 'string')
      this.options.log?.('a registry record was ignored', { offset: record.offset, reason: decoded });
    else if (decoded.type === 'snapshot') this.snapshotUpTo = Math.max(this.snapshotUpTo, decoded.upTo);
    reader.read(record.offset, typeof decoded === 'string' ? null : decoded);
  }
}

const decoded = new WeakMap<IncomingRecord, ReturnType<typeof decodeRegistryRecord>>();

/** On standalone the barrier and the replica get the very same records. */
function decodeOnce(record: IncomingRecord): ReturnType<typeof decodeRegistryRecord> {
  const known = decoded.get(record);
  if (known !== undefined) return known;
  const content = decodeRegistryRecord(record);
  decoded.set(record, content);
  return content;
}
