import kafkajs, { type Consumer, type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import { ConsumptionStopped } from '../../retry-in-place.js';
import { type ConsumerTiming } from './consumer-timing.js';
import { type Consumption } from './consumption.js';
import { deferred } from './deferred.js';
import { FetchWatch } from './fetch-watch.js';
import { KafkaClient } from './kafka-client.js';
import { type KafkaConnection } from './kafka-connection.js';
import { toRecord } from './kafka-record.js';

const CHUNK = 500;

/**
 * One kafkajs consumer from its first connection to its end; it never restarts itself. It leads the records of its partitions to
 * a consumption, chunk by chunk, and stops as soon as they may be somebody else's.
 */
export class ConsumerLife {
  /** Resolves when records can come; pending for ever if they never can. */
  readonly joined: Promise<void>;
  /** Resolves with why it ended: the brokers are away or hang, kafkajs gave up, or there is a `failure`. */
  readonly over: Promise<unknown>;
  /** What the consumption threw: no other life would mend that. */
  failure: Error | undefined;
  /** Whether it ever got an answer from a broker. */
  hasFetched = false;
  readonly group: string;

  private readonly client: KafkaClient;
  private readonly consumer: Consumer;
  private readonly watch: FetchWatch;
  private readonly stopping = new AbortController();
  private readonly finish: (reason: unknown) => void;
  private readonly handling = new Set<Promise<void>>();
  /** Of this member from its latest join; aborted with what the brokers said. */
  private eviction = new AbortController();

  constructor(private readonly consumption: Consumption, connection: KafkaConnection, private readonly timing: ConsumerTiming) {
    this.group = consumption.nextGroup();
    this.client = new KafkaClient(connection);
    this.consumer = this.client.kafka.consumer({
      groupId: this.group,
      sessionTimeout: timing.sessionMs,
      rebalanceTimeout: timing.rebalanceMs,
      heartbeatInterval: timing.heartbeatMs,
      maxWaitTimeInMs: timing.maxWaitMs,
      minBytes: 1,
      allowAutoTopicCreation: false,
      // each rebalance of its group while it joins takes one; a consumer that gives up then leaves a silent member behind, for sessionMs
      retry: { retries: 6, initialRetryTime: 50, maxRetryTime: 500, restartOnFailure: () => Promise.resolve(false) },
    });
    const joined = deferred();
    const over = deferred<unknown>();
    this.joined = joined.promise;
    this.over = over.promise;
    this.finish = over.resolve;
    this.watch = new FetchWatch({
      limitMs: consumption.commits ? timing.rebalanceMs + timing.silenceMs : timing.silenceMs,
      isHandling: () => this.handling.size > 0,
      onSilence: () => { this.finish(new Error('no fetch has come back: a broker hangs or cannot be reached')); },
    });
    this.listen(() => { joined.resolve(); });
    this.begin().catch((error: unknown) => { this.finish(error); });
  }

  /** Ends after what is being handled, leaves the group. Never rejects. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.watch.stop();
    await Promise.all(this.handling);
    await this.client.end(this.consumer);
  }

  private listen(onJoined: () => void): void {
    const { GROUP_JOIN, CRASH, FETCH_START, FETCH } = this.consumer.events;
    const { topic } = this.consumption;
    this.consumer.on(GROUP_JOIN, () => {
      this.eviction = new AbortController();
      // at every join: kafkajs forgets where it was, and a rejoin after a pause would start at the end or the beginning
      for (const [partition, offset] of this.consumption.startingPoints()) this.consumer.seek({ topic, partition, offset: String(offset) });
      onJoined();
    });
    this.consumer.on(CRASH, ({ payload: { error } }) => { this.finish(error); });
    this.consumer.on(FETCH_START, ({ payload: { nodeId } }) => { this.watch.asked(nodeId); });
    this.consumer.on(FETCH, ({ payload: { nodeId } }) => {
      this.hasFetched = true;
      this.watch.answered(nodeId);
    });
  }

  private async begin(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [this.consumption.topic], fromBeginning: true });
    if (this.stopping.signal.aborted) return;
    await this.consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: this.consumption.concurrency, eachBatch: this.eachBatch });
  }

  private readonly eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const handled = deferred();
    this.handling.add(handled.promise);
    try {
      const { messages } = payload.batch;
      for (let from = 0; from < messages.length && !this.isPast(payload); from += CHUNK) {
        await payload.heartbeat(); // does nothing until it is due, and tells of an eviction before the records are handled
        await this.take(messages.slice(from, from + CHUNK), payload);
      }
    } catch (error) {
      if (isEviction(error)) this.eviction.abort(error);
      throw error;
    } finally {
      this.handling.delete(handled.promise);
      handled.resolve();
    }
  };

  /** What was fetched before an eviction may be handled by another member by now; before a seek, it has been. */
  private isPast(payload: EachBatchPayload): boolean {
    return this.stopping.signal.aborted || this.eviction.signal.aborted || !payload.isRunning() || payload.isStale();
  }

  private async take(messages: readonly KafkaMessage[], payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    const records = messages.map((message) => toRecord(topic, partition, message));
    const last = records.at(-1);
    if (last === undefined) return;
    const { eviction } = this;
    const stopped = AbortSignal.any([this.stopping.signal, eviction.signal]);
    const beat = (): void => { payload.heartbeat().catch((error: unknown) => { if (isEviction(error)) eviction.abort(error); }); };
    const heart = setInterval(beat, this.timing.heartbeatMs);
    try {
      await this.consumption.take(records, stopped);
    } catch (error) {
      if (!(error instanceof ConsumptionStopped)) this.fail(error);
      else eviction.signal.throwIfAborted();
      return;
    } finally {
      clearInterval(heart);
    }
    payload.resolveOffset(String(last.offset));
    if (this.consumption.commits) await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(last.offset + 1) }] }] });
    eviction.signal.throwIfAborted();
  }

  private fail(error: unknown): void {
    this.stopping.abort();
    this.failure = error instanceof Error ? error : new TypeError('a handler threw what is no Error', { cause: error });
    this.finish(this.failure);
  }
}

/** The brokers have given, or are about to give, this member's partitions to others. */
function isEviction(error: unknown): boolean {
  return error instanceof kafkajs.KafkaJSProtocolError && EVICTIONS.has(error.type);
}

const EVICTIONS: ReadonlySet<string> = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'NOT_COORDINATOR_FOR_GROUP', 'FENCED_INSTANCE_ID']);
