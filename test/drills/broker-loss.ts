import { expect } from '@jest/globals';
import kafkajs from 'kafkajs';
import { eventually } from '../kit/eventually.js';
import { type DistributedDeployment } from '../profiles/distributed-deployment.js';
import { type Drill, type DrillStage, runUnderLoad } from './drill.js';

const COPIES = 3;
const IN_SYNC_WITHIN = { timeout: 180_000, every: 250 };

/** Each of three brokers is killed in turn. */
export const brokerLoss: Drill = {
  name: 'broker-loss',
  run: (options) => runUnderLoad('broker-loss', { services: { brokers: COPIES }, work: loseEach }, options),
};

async function loseEach(stage: DrillStage): Promise<void> {
  const { deployment } = stage;
  for (const [index, broker] of deployment.kafka.brokers.entries()) {
    const name = `broker ${String(index + 1)} of ${String(COPIES)}`;
    await stage.step(`${name}: kill -9, until all confirm without it`, async () => {
      await broker.kill();
      await stage.allWell();
    });
    await stage.step(`${name}: started, until it holds every record`, async () => {
      await broker.restart();
      await allInSync(deployment);
    });
  }
}

async function allInSync({ kafka }: DistributedDeployment): Promise<void> {
  const client = new kafkajs.Kafka({ brokers: [...kafka.addresses], logLevel: kafkajs.logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  try {
    await eventually(async () => {
      const { topics } = await admin.fetchTopicMetadata();
      const copies = topics.flatMap(({ partitions }) => partitions.map(({ isr }) => isr.length));
      expect(copies.filter((count) => count !== COPIES)).toEqual([]);
    }, IN_SYNC_WITHIN);
  } finally {
    await admin.disconnect();
  }
}
