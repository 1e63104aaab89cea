import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { deadLetterTopic } from '#contracts';
import { KafkaTopics, openKafkaToRead, SINGLE_BROKER } from '#messaging/adapters/kafka';
import { type KafkaEngine, ownEngines } from '../../test/engines/index.js';
import { ops } from './testing/run.js';

let kafka: KafkaEngine;
beforeAll(async () => {
  kafka = await (await ownEngines()).kafka();
}, 120_000);
afterAll(() => kafka.stop());

it('dead letters of every topic are read from Kafka', async () => {
  const connection = { brokers: [kafka.address], clientId: 'test' };
  const topics = new KafkaTopics(connection);
  await topics.ensure(SINGLE_BROKER);
  await topics.close();
  const log = openKafkaToRead(connection);
  for (const topic of ['key-events', 'key-usage'])
    await log.publisher.send(deadLetterTopic(topic), [
      { key: 'acme/ann', headers: { dlq_topic: topic }, value: Buffer.from('classified') },
    ]);
  await log.close();
  const { code, out } = await ops({ KAFKA_BROKERS: kafka.address }, 'dead-letters');
  expect({ code, found: out.match(/key-(?:events|usage)(?= )/g)?.sort() }).toEqual({
    code: 0,
    found: ['key-events', 'key-usage'],
  });
  expect(out).not.toContain('classified');
}, 120_000);
