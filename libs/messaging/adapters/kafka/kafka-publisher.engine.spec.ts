import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type KafkaEngine, ownEngines } from '../../../../test/engines/index.js';
import { eventually } from '../../../../test/kit/eventually.js';
import { type IncomingRecord, type Position } from '#contracts';
import { Inbox } from '../../testing/inbox.js';
import { message, messages } from '../../testing/stage.js';
import { type KafkaLog } from './kafka-log.js';
import { KafkaStage, numbersOf, upTo } from './testing/kafka-stage.js';

const KEYS = ['a', 'b', 'c', 'd'];

describe('publishing to Kafka', () => {
  jest.setTimeout(60_000);
  let kafka: KafkaEngine;
  let stage: KafkaStage;

  beforeAll(async () => {
    kafka = await (await ownEngines()).kafka({ proxies: ['publisher'] });
  });
  beforeEach(async () => {
    stage = await KafkaStage.open(kafka.address);
  });
  afterEach(() => stage.close());
  afterAll(() => kafka.stop());

  /** Sends `count` records of each key, one after the other; all keys at once. */
  function traffic(
    { publisher }: KafkaLog,
    count: number,
    afterEach: (sent: number) => void = () => undefined,
  ): Promise<Map<string, Position>[]> {
    let sent = 0;
    return Promise.all(
      KEYS.map(async (key) => {
        const acknowledged = new Map<string, Position>();
        for (let number = 0; number < count; number++) {
          const [position] = await publisher.send(stage.topic, [message(key, String(number))]);
          if (position !== undefined) acknowledged.set(`${key}:${String(number)}`, position);
          afterEach(++sent);
        }
        return acknowledged;
      }),
    );
  }

  async function everything(): Promise<readonly IncomingRecord[]> {
    const { subscriber } = stage.log();
    const end = await subscriber.endOf(stage.topic);
    const inbox = new Inbox();
    await subscriber.subscribe({ topic: stage.topic, mode: 'broadcast', after: {}, handle: inbox.handle });
    return inbox.until((records) => records.length === Object.values(end).reduce((sum, offset) => sum + offset + 1, 0));
  }

  function expectNothingLost(
    records: readonly IncomingRecord[],
    acknowledged: readonly Map<string, Position>[],
    count: number,
  ): void {
    for (const key of KEYS) expect([...new Set(numbersOf(records, key))]).toEqual(upTo(count));
    const found = new Map(
      records.map(({ partition, offset, key, value }) => [
        `${String(partition)}:${String(offset)}`,
        `${String(key)}:${String(value)}`,
      ]),
    );
    for (const [sent, { partition, offset }] of acknowledged.flatMap((each) => [...each]))
      expect(found.get(`${String(partition)}:${String(offset)}`)).toBe(sent);
  }

  it('loses nothing that it acknowledged when answers get lost: it sends again, and what comes first of each key comes in order', async () => {
    const proxy = kafka.proxy('publisher');
    const acknowledged = await traffic(stage.log({ through: proxy.address }), 100, (sent) => {
      if (sent % 40 === 0) proxy.loseProduceAnswers(1);
    });

    const records = await everything();
    expectNothingLost(records, acknowledged, 100);
    expect(records.length).toBeGreaterThan(400);
  });

  it('waits for a broker that hangs, without losing or reordering anything', async () => {
    const frozen: Promise<void>[] = [];
    const log = stage.log({ requestTimeoutMs: 400 });
    const thaw = async (): Promise<void> => {
      await eventually(
        () => {
          expect(stage.troubles.length).toBeGreaterThan(3);
        },
        { timeout: 10_000 },
      );
      await kafka.thaw();
    };
    const acknowledged = await traffic(log, 50, (sent) => {
      if (sent === 60) frozen.push(kafka.freeze().then(thaw));
    });
    await Promise.all(frozen);
    expectNothingLost(await everything(), acknowledged, 50);
  });

  it('goes on after the broker was killed, with all that was acknowledged before', async () => {
    const comeBack: Promise<void>[] = [];
    const acknowledged = await traffic(stage.log(), 100, (sent) => {
      if (sent === 200) comeBack.push(kafka.kill().then(() => kafka.restart()));
    });
    await Promise.all(comeBack);
    expectNothingLost(await everything(), acknowledged, 100);
  });

  it('rejects what it could not send for the time that it was given, and sends again once the broker is back', async () => {
    const proxy = kafka.proxy('publisher');
    const { publisher } = stage.log({ through: proxy.address, patienceMs: 500 });
    proxy.shut();
    await expect(publisher.send(stage.topic, messages(['a', 'lost']))).rejects.toThrow();
    proxy.reopen();
    expect(await publisher.send(stage.topic, messages(['a', 'kept']))).toHaveLength(1);
  });

  it('rejects at once what the broker will never take', async () => {
    const { publisher } = stage.log();
    await expect(publisher.send(stage.topic, [message('a', 'x'.repeat(2_000_000))])).rejects.toThrow('larger');
    expect(stage.troubles).toEqual([]);
  });
});
