import { randomUUID } from 'node:crypto';
import { sharedEngines } from '../../../../test/engines/index.js';
import { messagingContract } from '../../testing/messaging.contract.js';
import { EmbeddedLog } from '../embedded/embedded-log.js';
import { KafkaLog } from './kafka-log.js';
import { KafkaTopics, SINGLE_BROKER } from './kafka-topics.js';

messagingContract('kafka', async (topics) => {
  const connection = { brokers: sharedEngines().brokers, clientId: `contract-${randomUUID().slice(0, 8)}` };
  const admin = new KafkaTopics(connection, topics);
  await admin.ensure(SINGLE_BROKER);
  const marks = EmbeddedLog.open({ eventsPath: ':memory:' });
  const { parkedKeys } = marks;
  const timing = { heartbeatMs: 100, maxWaitMs: 100 };
  return {
    start: () =>
      Promise.resolve(KafkaLog.open({ connection, topics, parkedKeys, timing, backOff: { firstMs: 5, capMs: 50 } })),
    discard: async () => {
      await marks.close();
      await admin.close();
    },
  };
});
