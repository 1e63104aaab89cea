import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Positions } from '#contracts';
import { type Subscriber } from '#messaging';
import { CountingSubscriber } from '../kit/counting-subscriber.js';
import { sharedEngines } from './index.js';
import { KafkaStage } from '../../libs/messaging/adapters/kafka/testing/kafka-stage.js';
import { RegistryBarrier } from '../../libs/propagation/command/registry-barrier.js';
import { encodeRegistryRecord } from '../../libs/propagation/registry-log/registry-record-codec.js';
import { LONGEST_TAIL, SNAPSHOT_EVERY } from '../../libs/propagation/registry-log/registry-snapshot.js';
import { RegistryReplica } from '../../libs/propagation/replica/registry-replica.js';

let stage: KafkaStage;
beforeEach(async () => {
  stage = await KafkaStage.open(sharedEngines().brokers[0] ?? '', { partitions: 1 });
});
afterEach(() => stage.close());

it('on Kafka, a command side and a replica that start on a long registry read its end alone, and know who is there', async () => {
  const log = stage.log();
  const counting = new CountingSubscriber(log.subscriber);
  const parts = (subscriber: Subscriber) => ({ publisher: log.publisher, subscriber, topic: stage.topic });
  const barrierOn = async (subscriber: Subscriber) => {
    const barrier = new RegistryBarrier({ ...parts(subscriber), confirmTimeoutMs: 60_000 });
    await barrier.start();
    return barrier;
  };
  let applied: Positions = {};
  const replicaOn = (subscriber: Subscriber) =>
    new RegistryReplica({
      ...parts(subscriber),
      leaseMs: 600_000,
      appliedPositions: () => applied,
      endOfKeyEvents: () => Promise.resolve({}),
    });

  const [first, replica] = [await barrierOn(log.subscriber), replicaOn(log.subscriber)];
  await replica.join();
  const mark = encodeRegistryRecord({ type: 'mark', positions: { 0: 0 } });
  const confirm = async (offset: number): Promise<void> => {
    const confirming = first.confirm({ partition: 0, offset });
    applied = { 0: offset };
    replica.advanced();
    expect(await confirming).toMatchObject({ confirmed: true, replicas: 1 });
  };
  for (let offset = 0; offset < 8; offset++) {
    await log.publisher.send(
      stage.topic,
      Array.from({ length: SNAPSHOT_EVERY }, () => mark),
    );
    await confirm(offset);
  }
  expect((await log.subscriber.endOf(stage.topic))[0]).toBeGreaterThan(1.5 * LONGEST_TAIL);

  const second = await barrierOn(counting);
  expect(second.replicas).toBe(1);
  const late = replicaOn(counting);
  await late.join();
  expect(late.mayAnswer()).toBe(true);
  expect(counting.read).toBeLessThan(2.5 * LONGEST_TAIL);
  await Promise.all([replica.leave(), late.leave()]);
  await Promise.all([first.close(), second.close()]);
}, 60_000);
