import { randomUUID } from 'node:crypto';
import { type Admin } from 'kafkajs';
import { type IncomingRecord, type OutgoingRecord, type TopicDefinition } from '#contracts';
import { eventually } from '../../../../../test/kit/eventually.js';
import { message } from '../../../testing/stage.js';
import { EmbeddedLog } from '../../embedded/embedded-log.js';
import { KafkaClient } from '../kafka-client.js';
import { KafkaLog, type KafkaLogOptions } from '../kafka-log.js';
import { KafkaTopics, SINGLE_BROKER } from '../kafka-topics.js';

const QUICK = { heartbeatMs: 100, maxWaitMs: 100 };

export interface StageLogOptions extends Partial<Omit<KafkaLogOptions, 'connection' | 'parkedKeys' | 'topics'>> {
  /** Where the brokers are reached; default: directly. */
  readonly through?: string;
  readonly requestTimeoutMs?: number;
}

/** A topic of its own on a broker, and the logs that one test opens on it. */
export class KafkaStage {
  readonly troubles: string[] = [];
  private readonly logs = new Set<KafkaLog>();
  private readonly marks = EmbeddedLog.open({ eventsPath: ':memory:' });
  private readonly client: KafkaClient;
  readonly admin: Admin;

  private constructor(
    private readonly broker: string,
    private readonly definition: TopicDefinition,
    readonly id: string,
  ) {
    this.client = new KafkaClient(this.connection(broker));
    this.admin = this.client.admin();
  }

  static async open(broker: string, { partitions = 3 }: { partitions?: number } = {}): Promise<KafkaStage> {
    const id = randomUUID().slice(0, 8);
    const stage = new KafkaStage(broker, { name: `facts-${id}`, partitions, cleanup: 'delete', retentionMs: -1 }, id);
    await stage.admin.connect();
    const topics = new KafkaTopics(stage.connection(broker), [stage.definition]);
    await eventually(() => topics.ensure(SINGLE_BROKER)); // one that has just stood still counts as away for a moment
    await topics.close();
    return stage;
  }

  get topic(): string {
    return this.definition.name;
  }

  log({ through = this.broker, requestTimeoutMs, timing, ...options }: StageLogOptions = {}): KafkaLog {
    const log = KafkaLog.open({
      connection: { ...this.connection(through), ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }) },
      parkedKeys: this.marks.parkedKeys,
      topics: [this.definition],
      backOff: { firstMs: 20, capMs: 200 },
      patienceMs: 30_000,
      onTrouble: (what) => this.troubles.push(what),
      ...options,
      timing: { ...QUICK, ...timing },
    });
    this.logs.add(log);
    return log;
  }

  /** The broadcast groups that this stage's logs have at the broker. */
  async groups(): Promise<string[]> {
    const { groups } = await this.admin.listGroups();
    return groups.map(({ groupId }) => groupId).filter((group) => group.startsWith(`${this.id}.`));
  }

  async close(): Promise<void> {
    await Promise.all([...this.logs].map((log) => log.close()));
    await this.client.end(this.admin);
    await this.marks.close();
  }

  private connection(broker: string) {
    return { brokers: [broker], clientId: this.id };
  }
}

/** `count` records of each key, numbered from `from` on: `a:0, b:0, a:1, …`. */
export function numbered(keys: readonly string[], from: number, count: number): OutgoingRecord[] {
  return Array.from({ length: count }, (_, index) => keys.map((key) => message(key, String(from + index)))).flat();
}

/** The numbers of `key`, in the order in which they came. */
export function numbersOf(records: readonly IncomingRecord[], key: string): number[] {
  return records.filter((record) => record.key === key).map(({ value }) => Number(String(value)));
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Whether the promise has not been settled yet. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  return (await Promise.race([promise.catch(() => undefined), Promise.resolve(pending)])) === pending;
}
