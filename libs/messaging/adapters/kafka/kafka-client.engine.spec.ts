import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type FaultProxy, type KafkaEngine, ownEngines } from '../../../../test/engines/index.js';
import { eventually } from '../../../../test/kit/eventually.js';
import { TOPICS } from '#contracts';
import { KafkaClient } from './kafka-client.js';
import { Registry } from 'prom-client';
import { KafkaTopics, SINGLE_BROKER } from './kafka-topics.js';
import { watchKafka } from './watch-kafka.js';

/** Kafka's number for what a broker answers that does not lead a partition, or not yet. */
const NOT_LEADER = 6;

describe('a client of Kafka', () => {
  let kafka: KafkaEngine;
  let proxy: FaultProxy;
  beforeAll(async () => {
    kafka = await (await ownEngines()).kafka({ proxies: ['client'] });
    proxy = kafka.proxy('client');
  });
  afterAll(() => kafka.stop());

  const connection = () => ({ brokers: [proxy.address], clientId: randomUUID().slice(0, 8) });

  it('starts no timer while nothing is asked of it', async () => {
    const client = new KafkaClient(connection());
    const admin = client.admin();
    await admin.connect();
    await admin.listTopics();
    const timers = jest.spyOn(globalThis, 'setTimeout');
    for (let turns = 0; turns < 50_000; turns++) await turn();
    expect(timers).not.toHaveBeenCalled();
    timers.mockRestore();
    await client.end(admin);
  });

  it('has no connection left once new topics are there and it was closed, though some of the questions about them were refused at first', async () => {
    const id = randomUUID().slice(0, 8);
    const topics = new KafkaTopics(
      connection(),
      Object.values(TOPICS).map((topic) => ({ ...topic, name: `${topic.name}-${id}` })),
    );
    proxy.refuse('listOffsets', NOT_LEADER, 4);
    await expect(topics.ensure(SINGLE_BROKER)).resolves.toHaveLength(2 * Object.values(TOPICS).length);
    expect(proxy.refusalsLeft('listOffsets')).toBe(0);
    await topics.close();
    await eventually(() => {
      expect(proxy.connections).toBe(0);
    });
  });

  it('shows what it asked the brokers, and what they did not answer in time', async () => {
    const metrics = new Registry();
    const client = new KafkaClient({ ...connection(), requestTimeoutMs: 300, observer: watchKafka(metrics) });
    const admin = client.admin();
    await admin.connect();
    await admin.listTopics();
    proxy.hang();
    await expect(admin.listTopics()).rejects.toThrow('timed out');
    proxy.reopen();
    await client.end(admin);
    const page = await metrics.metrics();
    expect(page).toMatch(/^keyward_kafka_request_duration_seconds_count\{api="Metadata"\} [1-9]/m);
    expect(page).toMatch(/^keyward_kafka_request_timeouts_total\{api="Metadata"\} [1-9]/m);
  });

  it('opens no connection once it has ended, for whoever still tries', async () => {
    const client = new KafkaClient(connection());
    const admin = client.admin();
    await admin.connect();
    await client.end(admin);
    await expect(admin.listTopics()).rejects.toThrow('the connection was given up');
    expect(proxy.connections).toBe(0);
  });
});
