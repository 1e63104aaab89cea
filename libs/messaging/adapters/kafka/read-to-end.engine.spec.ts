import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type IncomingRecord, type Positions } from '#contracts';
import { sharedEngines } from '../../../../test/engines/index.js';
import { readToEnd } from '../../read-to-end.js';
import { type KafkaLog } from './kafka-log.js';
import { KafkaStage, numbered } from './testing/kafka-stage.js';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

describe('a Kafka topic that is read once', () => {
  let stage: KafkaStage;
  let log: KafkaLog;

  beforeEach(async () => {
    stage = await KafkaStage.open(sharedEngines().brokers[0] ?? '');
    log = stage.log();
  });
  afterEach(() => stage.close());

  const read = async (after: Positions): Promise<readonly IncomingRecord[]> => {
    const records: IncomingRecord[] = [];
    const end = await readToEnd(log.subscriber, {
      topic: stage.topic,
      after,
      handle: (batch) => {
        records.push(...batch);
        return Promise.resolve();
      },
    });
    expect(end).toEqual(await log.subscriber.endOf(stage.topic));
    return records;
  };

  it('is handed over whole, and from any position on', async () => {
    expect(await read({})).toEqual([]);
    await log.publisher.send(stage.topic, numbered(KEYS, 0, 50));
    expect(await read({})).toHaveLength(400);
    const end = await log.subscriber.endOf(stage.topic);
    expect(await read(end)).toEqual([]);
  });

  it('hands over the last record of each partition, of one that holds but one, too', async () => {
    await log.publisher.send(stage.topic, numbered(['a'], 0, 1));
    await log.publisher.send(stage.topic, numbered(KEYS.slice(1), 0, 3));
    const end = await log.subscriber.endOf(stage.topic);
    const records = await read(
      Object.fromEntries(Object.entries(end).map(([partition, offset]) => [partition, offset - 1])),
    );
    expect(Object.fromEntries(records.map(({ partition, offset }) => [partition, offset]))).toEqual(end);
    expect(records).toHaveLength(Object.keys(end).length);
  });
});
