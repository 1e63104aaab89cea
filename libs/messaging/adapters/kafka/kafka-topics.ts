import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { deadLetterTopic, TOPICS, type TopicDefinition } from '#contracts';
import { topicDefinition } from '../../topic-definition.js';
import { type KafkaConnection } from './kafka-connection.js';
import { boundsOf } from './kafka-offsets.js';
import { retryBrokers } from './retry-brokers.js';
import { Renewable } from './renewable.js';

const DAY_MS = 24 * 3_600_000;
/**
 * A segment is only forgotten as a whole; four in a retention keep a topic within five quarters of what it is to hold.
 */
const SEGMENTS = 4;
const APPEAR_MS = 10_000;
const APPEARING = { firstMs: 20, capMs: 200 };

/** How many brokers keep each record, and how many of them must have it before it counts. */
export interface Replication {
  readonly factor: number;
  readonly minInSync: number;
}

/** No acknowledged record is lost with any one broker. */
export const THREE_BROKERS: Replication = { factor: 3, minInSync: 2 };
/** For development: with the broker's disk the log is lost. */
export const SINGLE_BROKER: Replication = { factor: 1, minInSync: 1 };

/** A topic is not what it must be, and no change by itself could make it so without breaking what is built on it. */
export class TopicsRefused extends Error {
  override readonly name = 'TopicsRefused';
}

/**
 * The administrator's side of the log: makes the topics, and checks whether they are there. Connects at the first use;
 * close it.
 */
export class KafkaTopics {
  private readonly admin: Renewable<Admin>;
  private readonly definitions: readonly TopicDefinition[];

  constructor(connection: KafkaConnection, topics: readonly TopicDefinition[] = Object.values(TOPICS)) {
    this.admin = new Renewable(connection, (client) => client.admin());
    this.definitions = topics.flatMap((topic) => [topic, topicDefinition(topics, deadLetterTopic(topic.name))]);
  }

  /**
   * Creates the topics that are missing, with their dead-letter topics; changes none that is there. Resolves with the
   * names of the new ones.
   * @throws TopicsRefused when one has another number of partitions (the order of its keys would break), or too few
   * brokers are there.
   */
  async ensure(replication: Replication): Promise<readonly string[]> {
    const present = await this.partitionCounts();
    const wrong = this.definitions.flatMap((definition) => wrongCount(definition, present) ?? []);
    if (wrong.length > 0) throw new TopicsRefused(wrong.join('; '));
    const missing = this.definitions.filter(({ name }) => !present.has(name));
    if (missing.length > 0) await this.create(missing, replication);
    return missing.map(({ name }) => name);
  }

  /** What keeps the topics from being used, a sentence each: for readiness. */
  async problems(): Promise<readonly string[]> {
    const present = await this.partitionCounts();
    return this.definitions.flatMap((definition) =>
      present.has(definition.name)
        ? (wrongCount(definition, present) ?? [])
        : `the topic ${definition.name} does not exist: run npm run topics`,
    );
  }

  /**
   * Settings of topics that are there and differ from what `ensure` would give to new ones, a sentence each. They may
   * be meant.
   */
  async differences(): Promise<readonly string[]> {
    const present = await this.partitionCounts();
    const definitions = this.definitions.filter(({ name }) => present.has(name));
    const resources = definitions.map((definition) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: definition.name,
      configNames: Object.keys(settingsOf(definition)),
    }));
    if (resources.length === 0) return [];
    const { resources: described } = await this.admin.use((client) =>
      client.describeConfigs({ resources, includeSynonyms: false }),
    );
    return described.flatMap(({ resourceName, configEntries }) => {
      const settings = new Map(
        definitions
          .filter(({ name }) => name === resourceName)
          .flatMap((definition) => Object.entries(settingsOf(definition))),
      );
      return configEntries
        .filter(({ configName, configValue }) => settings.has(configName) && settings.get(configName) !== configValue)
        .map(
          ({ configName, configValue }) =>
            `${resourceName} has ${configName}=${configValue}, a new one would have ${settings.get(configName) ?? ''}`,
        );
    });
  }

  close(): Promise<void> {
    return this.admin.close();
  }

  private async partitionCounts(): Promise<ReadonlyMap<string, number>> {
    const existing = new Set(await this.admin.use((client) => client.listTopics()));
    const topics = this.definitions.map(({ name }) => name).filter((name) => existing.has(name));
    if (topics.length === 0) return new Map();
    const metadata = await this.admin.use((client) => client.fetchTopicMetadata({ topics }));
    return new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]));
  }

  /** Brokers learn of a new topic, and that they lead it, one after the other; only then is it of use. */
  private async appear(names: readonly string[]): Promise<void> {
    const usable = () => Promise.all(names.map((name) => boundsOf(this.admin, name)));
    await retryBrokers('a new topic', usable, {
      backOff: APPEARING,
      giveUpMs: APPEAR_MS,
      signal: new AbortController().signal,
      onTrouble: () => undefined,
    });
  }

  private async create(definitions: readonly TopicDefinition[], replication: Replication): Promise<void> {
    try {
      await this.admin.use((client) =>
        client.createTopics({
          topics: definitions.map((definition) => toCreate(definition, replication)),
          waitForLeaders: false,
        }),
      );
      await this.appear(definitions.map(({ name }) => name));
    } catch (error) {
      if (!isTooFewBrokers(error)) throw error;
      throw new TopicsRefused(
        `${String(replication.factor)} copies of each record need ${String(replication.factor)} brokers, and fewer are there: start more, or say --dev for a single one`,
        { cause: error },
      );
    }
  }
}

function wrongCount({ name, partitions }: TopicDefinition, present: ReadonlyMap<string, number>): string | undefined {
  const count = present.get(name);
  if (count === undefined || count === partitions) return undefined;
  return `the topic ${name} has ${String(count)} partitions and must have ${String(partitions)}: records of one key would stand on two partitions; keep it as it was, or start with an empty log`;
}

function toCreate(definition: TopicDefinition, { factor, minInSync }: Replication): ITopicConfig {
  const settings = { ...settingsOf(definition), 'min.insync.replicas': String(minInSync) };
  return {
    topic: definition.name,
    numPartitions: definition.partitions,
    replicationFactor: factor,
    configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
  };
}

/** What makes the topic what it is, however many brokers there are. */
function settingsOf({ cleanup, retentionMs }: TopicDefinition): Readonly<Record<string, string>> {
  return {
    'cleanup.policy': cleanup,
    'retention.ms': String(retentionMs),
    'unclean.leader.election.enable': 'false',
    'message.timestamp.type': 'LogAppendTime',
    ...(cleanup === 'compact' ? { 'max.compaction.lag.ms': String(DAY_MS) } : {}),
    ...(cleanup === 'delete' && retentionMs > 0 ? { 'segment.ms': String(Math.ceil(retentionMs / SEGMENTS)) } : {}),
  };
}

function isTooFewBrokers(error: unknown): boolean {
  if (error instanceof kafkajs.KafkaJSAggregateError) return error.errors.some(isTooFewBrokers);
  return error instanceof kafkajs.KafkaJSProtocolError && error.type === 'INVALID_REPLICATION_FACTOR';
}
