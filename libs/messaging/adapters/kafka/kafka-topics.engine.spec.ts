import { randomUUID } from 'node:crypto';
import kafkajs, { type Admin } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sharedEngines } from '../../../../test/engines/index.js';
import { type TopicDefinition, TOPICS } from '#contracts';
import { KafkaClient } from './kafka-client.js';
import { KafkaTopics, SINGLE_BROKER, THREE_BROKERS } from './kafka-topics.js';

describe('the topics', () => {
  let connection: { readonly brokers: readonly string[]; readonly clientId: string };
  let client: KafkaClient;
  let admin: Admin;
  let keyEvents: TopicDefinition;
  let keyUsage: TopicDefinition;
  let ownerContacts: TopicDefinition;
  let verifiers: TopicDefinition;
  let definitions: readonly TopicDefinition[];
  const opened: KafkaTopics[] = [];

  beforeEach(async () => {
    const id = randomUUID().slice(0, 8);
    connection = { brokers: sharedEngines().brokers, clientId: id };
    client = new KafkaClient(connection);
    admin = client.admin();
    await admin.connect();
    const own = (topic: TopicDefinition) => ({ ...topic, name: `${topic.name}-${id}` });
    [keyEvents, keyUsage, ownerContacts, verifiers] = [
      own(TOPICS.keyEvents),
      own(TOPICS.keyUsage),
      own(TOPICS.ownerContacts),
      own(TOPICS.verifiers),
    ];
    definitions = [keyEvents, keyUsage, ownerContacts, verifiers];
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((topics) => topics.close()));
    await client.end(admin);
  });

  function open(topics = definitions): KafkaTopics {
    const opening = new KafkaTopics(connection, topics);
    opened.push(opening);
    return opening;
  }

  async function settings(topic: string, ...names: string[]): Promise<Record<string, string>> {
    const { resources } = await admin.describeConfigs({
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: names }],
      includeSynonyms: false,
    });
    return Object.fromEntries(
      resources.flatMap(({ configEntries }) =>
        configEntries.map(({ configName, configValue }) => [configName, configValue]),
      ),
    );
  }

  it('are created with their dead-letter topics, once', async () => {
    const created = await open().ensure(SINGLE_BROKER);
    expect([...created].sort()).toEqual(definitions.flatMap(({ name }) => [name, `${name}.dlq`]).sort());
    expect(await open().ensure(SINGLE_BROKER)).toEqual([]);
    const { topics } = await admin.fetchTopicMetadata({ topics: definitions.map(({ name }) => name) });
    expect(new Map(topics.map(({ name, partitions }) => [name, partitions.length]))).toEqual(
      new Map(definitions.map(({ name, partitions }) => [name, partitions])),
    );
  });

  it('have the retention and compaction that they are defined with, the log’s time, and never an unclean leader', async () => {
    await open().ensure(SINGLE_BROKER);
    const always = { 'unclean.leader.election.enable': 'false', 'message.timestamp.type': 'LogAppendTime' };
    expect(await settings(keyEvents.name, 'cleanup.policy', 'retention.ms', ...Object.keys(always))).toEqual({
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      ...always,
    });
    expect(await settings(ownerContacts.name, 'cleanup.policy', 'retention.ms', ...Object.keys(always))).toEqual({
      'cleanup.policy': 'compact',
      'retention.ms': '-1',
      ...always,
    });
    expect(await settings(verifiers.name, 'retention.ms', 'segment.ms')).toEqual({
      'retention.ms': '3600000',
      'segment.ms': '900000',
    });
  });

  it('are refused with three copies when there are fewer brokers', async () => {
    await expect(open().ensure(THREE_BROKERS)).rejects.toThrow('need 3 brokers');
    expect((await admin.listTopics()).filter((topic) => definitions.some(({ name }) => name === topic))).toEqual([]);
  });

  it('are refused, and none is created, when one has another number of partitions', async () => {
    await open([{ ...keyEvents, partitions: 3 }]).ensure(SINGLE_BROKER);
    await expect(open().ensure(SINGLE_BROKER)).rejects.toThrow(
      `the topic ${keyEvents.name} has 3 partitions and must have 12`,
    );
    expect(await admin.listTopics()).not.toContain(keyUsage.name);
    expect(await open([keyEvents]).problems()).toEqual([expect.stringContaining('has 3 partitions and must have 12')]);
  });

  it('tell which of them are missing, and how to make them', async () => {
    await open([keyEvents]).ensure(SINGLE_BROKER);
    expect(await open([keyEvents, verifiers]).problems()).toEqual(
      [verifiers.name, `${verifiers.name}.dlq`].map((name) => `the topic ${name} does not exist: run npm run topics`),
    );
    expect(await open([keyEvents]).problems()).toEqual([]);
  });

  it('keep settings that an operator gave them, which are reported', async () => {
    await open([keyEvents]).ensure(SINGLE_BROKER);
    expect(await open([keyEvents]).differences()).toEqual([]);
    await open([{ ...keyEvents, name: `${keyEvents.name}-short`, retentionMs: 60_000 }]).ensure(SINGLE_BROKER);
    expect(await open([{ ...keyEvents, name: `${keyEvents.name}-short` }]).differences()).toContain(
      `${keyEvents.name}-short has retention.ms=60000, a new one would have -1`,
    );
  });
});
