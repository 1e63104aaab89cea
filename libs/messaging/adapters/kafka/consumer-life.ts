import { type Consumer, type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import { ConsumptionStopped, handlerError } from '../../retry-in-place.js';
import { AnswerWatch } from './answer-watch.js';
import { type ConsumerTiming } from './consumer-timing.js';
import { type Consumption, type PartitionProgress } from './consumption.js';
import { deferred } from './deferred.js';
import { KafkaClient } from './kafka-client.js';
import { type KafkaConnection } from './kafka-connection.js';
import { toRecord } from './kafka-record.js';
import { Membership } from './membership.js';
import { StandstillWatch } from './standstill-watch.js';

const CHUNK = 500;
/** There is one to answer heartbeats. */
const COORDINATOR = 0;
/** A partition that was without a leader when its topic was last looked up is not fetched until the next look. */
const METADATA_MAX_AGE_MS = 30_000;

export interface ConsumerLifeParts {
  readonly consumption: Consumption;
  readonly connection: KafkaConnection;
  readonly timing: ConsumerTiming;
  /** Where earlier lives were given up, as StandstillWatch keeps it. */
  readonly given: Map<number, PartitionProgress>;
}

/**
 * One kafkajs consumer from its first connection to its end; it never restarts itself. It leads the records of its
 * partitions to a consumption, chunk by chunk, and stops as soon as they may be somebody else's.
 *
 * It either handles what its topic holds or ends. These are the states in which kafkajs does neither, and what ends
 * each:
 * - a broker, or one of several, does not answer a fetch; connecting or joining does not come back: no fetch comes back
 *   (`fetches`);
 * - a heartbeat or a commit does not come back, or it fetches as a member of no group and so sends none: no heartbeat
 *   comes back (`heartbeats`);
 * - the brokers ended its membership and refused the join that followed: it fetches on and everything is dropped
 *   (`membership`);
 * - fetches fail and come back empty, leave out a partition, or are dropped for any other reason: nothing is handled
 *   (`standstill`);
 * - a partition had no leader, or was not there, when the topic was looked up: it is looked up again every half minute;
 * - a handler does not come back: `limited` makes the consumption reject.
 */
export class ConsumerLife {
  /** Resolves when records can come; pending for ever if they never can. */
  readonly joined: Promise<void>;
  /** Resolves with why it ended: the brokers are away or hang, kafkajs gave up, or there is a `failure`. */
  readonly over: Promise<unknown>;
  /** What the consumption threw: a new consumer would not help. */
  failure: Error | undefined;
  /** Whether it ever got an answer from a broker. */
  hasFetched = false;
  readonly group: string;

  private readonly client: KafkaClient;
  private readonly consumer: Consumer;
  private readonly fetches: AnswerWatch;
  private readonly heartbeats: AnswerWatch;
  private readonly standstill: StandstillWatch;
  private readonly membership: Membership;
  private readonly consumption: Consumption;
  private readonly timing: ConsumerTiming;
  private readonly stopping = new AbortController();
  private readonly finish: (reason: unknown) => void;
  /** What the consumption is handling, or will try again. */
  private readonly taking = new Set<Promise<void>>();
  private assigned: readonly number[] | undefined;

  constructor({ consumption, connection, timing, given }: ConsumerLifeParts) {
    this.consumption = consumption;
    this.timing = timing;
    this.group = consumption.nextGroup();
    this.client = new KafkaClient(connection);
    this.consumer = this.client.consumer({
      groupId: this.group,
      sessionTimeout: timing.sessionMs,
      rebalanceTimeout: timing.rebalanceMs,
      heartbeatInterval: timing.heartbeatMs,
      maxWaitTimeInMs: timing.maxWaitMs,
      metadataMaxAge: METADATA_MAX_AGE_MS,
      minBytes: 1,
      allowAutoTopicCreation: false,
      // each rebalance of its group while it joins takes one; a consumer that gives up then leaves a silent member
      // behind, for sessionMs
      retry: { retries: 6, initialRetryTime: 50, maxRetryTime: 500, restartOnFailure: () => Promise.resolve(false) },
    });
    const joined = deferred();
    const over = deferred<unknown>();
    this.joined = joined.promise;
    this.over = over.promise;
    this.finish = over.resolve;
    const limitMs = consumption.commits ? timing.rebalanceMs + timing.silenceMs : timing.silenceMs;
    const isBusy = (): boolean => this.taking.size > 0;
    const end = (reason: Error): void => {
      this.finish(reason);
    };
    this.membership = new Membership(end);
    this.fetches = new AnswerWatch({
      limitMs,
      isBusy,
      onSilence: () => {
        end(new Error('no fetch has come back: a broker hangs or cannot be reached'));
      },
    });
    this.heartbeats = new AnswerWatch({
      limitMs,
      isBusy: () => false,
      onSilence: () => {
        end(new Error('no heartbeat has come back: the coordinator of the group hangs or cannot be reached'));
      },
    });
    this.standstill = new StandstillWatch({
      limitMs: timing.silenceMs,
      isBusy,
      partitions: () => this.assigned,
      progress: () => consumption.progress(),
      given,
      onStandstill: end,
    });
    this.listen(() => {
      joined.resolve();
    });
    this.begin().catch((error: unknown) => {
      this.finish(error);
    });
  }

  /** Ends after what is being handled, leaves the group. Never rejects. */
  async close(): Promise<void> {
    this.stopping.abort();
    for (const watch of [this.fetches, this.heartbeats, this.standstill]) watch.stop();
    await Promise.allSettled(this.taking);
    await this.client.end(this.consumer);
  }

  private listen(onJoined: () => void): void {
    const { GROUP_JOIN, REBALANCING, HEARTBEAT, CRASH, FETCH_START, FETCH } = this.consumer.events;
    const { topic } = this.consumption;
    this.consumer.on(GROUP_JOIN, ({ payload: { memberAssignment } }) => {
      this.membership.joined();
      this.heartbeats.answered(COORDINATOR);
      this.assigned = memberAssignment[topic] ?? [];
      // at every join: kafkajs forgets where it was, and a rejoin after a pause would start at the end or the beginning
      for (const [partition, offset] of this.consumption.startingPoints())
        this.consumer.seek({ topic, partition, offset: String(offset) });
      onJoined();
    });
    this.consumer.on(REBALANCING, () => {
      this.membership.joinIsDue();
    });
    this.consumer.on(HEARTBEAT, () => {
      this.heartbeats.answered(COORDINATOR);
    });
    this.consumer.on(CRASH, ({ payload: { error } }) => {
      this.finish(error);
    });
    this.consumer.on(FETCH_START, ({ payload: { nodeId } }) => {
      this.fetches.asked(nodeId);
      this.membership.asked(nodeId);
    });
    this.consumer.on(FETCH, ({ payload: { nodeId } }) => {
      this.hasFetched = true;
      this.fetches.answered(nodeId);
    });
  }

  private async begin(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [this.consumption.topic], fromBeginning: true });
    if (this.stopping.signal.aborted) return;
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.consumption.concurrency,
      eachBatch: this.eachBatch,
    });
  }

  private readonly eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { messages } = payload.batch;
    try {
      for (let from = 0; from < messages.length && !this.isPast(payload); from += CHUNK) {
        // does nothing until it is due, and reports an eviction before the records are handled
        await payload.heartbeat();
        if (!(await this.take(messages.slice(from, from + CHUNK), payload))) return;
      }
    } catch (error) {
      this.membership.batchLeft(error);
      throw error;
    }
  };

  /** What was fetched before an eviction may be handled by another member by now; before a seek, it has been. */
  private isPast(payload: EachBatchPayload): boolean {
    return this.stopping.signal.aborted || this.membership.evicted.aborted || !payload.isRunning() || payload.isStale();
  }

  /**
   * Whether the records were handled. Of those that were not, and of all behind them, more is heard with another fetch.
   */
  private async take(messages: readonly KafkaMessage[], payload: EachBatchPayload): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const records = messages.map((message) => toRecord(topic, partition, message));
    const last = records.at(-1);
    if (last === undefined) return true;
    const { evicted } = this.membership;
    const refused = this.membership.refusals();
    const heart = setInterval(() => {
      payload.heartbeat().catch(refused);
    }, this.timing.heartbeatMs);
    try {
      await this.busyWith(this.consumption.take(records, AbortSignal.any([this.stopping.signal, evicted])));
    } catch (error) {
      if (!(error instanceof ConsumptionStopped)) this.fail(error);
      else evicted.throwIfAborted();
      return false;
    } finally {
      clearInterval(heart);
    }
    payload.resolveOffset(String(last.offset));
    if (this.consumption.commits)
      await payload.commitOffsetsIfNecessary({
        topics: [{ topic, partitions: [{ partition, offset: String(last.offset + 1) }] }],
      });
    this.standstill.handled();
    evicted.throwIfAborted();
    return true;
  }

  private async busyWith(work: Promise<void>): Promise<void> {
    this.taking.add(work);
    try {
      await work;
    } finally {
      this.taking.delete(work);
    }
  }

  private fail(error: unknown): void {
    this.stopping.abort();
    this.failure = handlerError(error);
    this.finish(this.failure);
  }
}
