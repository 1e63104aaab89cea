import { setTimeout as work } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type FaultProxy, type KafkaEngine, ownEngines } from '../../../../test/engines/index.js';
import { eventually } from '../../../../test/kit/eventually.js';
import { type BroadcastOptions, type GroupOptions } from '../../subscriber.js';
import { Gate, Inbox } from '../../testing/inbox.js';
import { keysAndValues } from '../../testing/stage.js';
import { type KafkaLog } from './kafka-log.js';
import { isPending, KafkaStage, numbered } from './testing/kafka-stage.js';

const KEYS = ['a', 'b', 'c', 'd'];
const SESSION_MS = 1500;
/**
 * Kafka's numbers for what a coordinator answers that has moved away, that has just come back, that does not know the
 * member, and that waits for other members.
 */
const NOT_COORDINATOR = 16;
const COORDINATOR_LOADS = 14;
const UNKNOWN_MEMBER = 25;
const REBALANCE = 27;

describe('a consumer either handles or ends', () => {
  jest.setTimeout(60_000);
  let kafka: KafkaEngine;
  let proxy: FaultProxy;
  let stage: KafkaStage;
  let publisher: KafkaLog['publisher'];

  beforeAll(async () => {
    kafka = await (await ownEngines()).kafka({ proxies: ['consumer'] });
    proxy = kafka.proxy('consumer');
  });
  beforeEach(async () => {
    stage = await KafkaStage.open(kafka.address);
    ({ publisher } = stage.log());
  });
  afterEach(() => stage.close());
  afterAll(() => kafka.stop());

  const MODES = ['broadcast', 'group'] as const;
  const options = (mode: (typeof MODES)[number], handle: Inbox['handle']): BroadcastOptions | GroupOptions =>
    mode === 'broadcast'
      ? { topic: stage.topic, mode, after: {}, handle }
      : { topic: stage.topic, mode, group: `group-${stage.id}`, onPermanent: 'park', handle };

  function expectAll(inbox: Inbox, count: number): Promise<unknown> {
    const every = numbered(KEYS, 0, count).map(({ key, value }) => `${key}:${String(value)}`);
    return inbox.until((records) => new Set(keysAndValues(records)).size === every.length);
  }

  describe.each(MODES)('in mode %s', (mode) => {
    it.each([
      ['has moved away', NOT_COORDINATOR],
      ['no longer knows the member', UNKNOWN_MEMBER],
    ])(
      'goes on when its coordinator %s while it handles, and is still loading when it joins again',
      async (_, code) => {
        const [entered, leave] = [new Gate(), new Gate()];
        const inbox = new Inbox(async () => {
          entered.open();
          await leave.pass();
        });
        const { failed } = await stage
          .log({ through: proxy.address })
          .subscriber.subscribe(options(mode, inbox.handle));
        await publisher.send(stage.topic, numbered(KEYS, 0, 5));
        await entered.pass();
        const before = stage.troubles.length;
        proxy.refuse('joinGroup', COORDINATOR_LOADS);
        proxy.refuse('heartbeat', code);
        await eventually(() => {
          expect(proxy.refusalsLeft('heartbeat')).toBe(0);
        });
        leave.open();
        await eventually(() => {
          expect(proxy.refusalsLeft('joinGroup')).toBe(0);
        });

        await publisher.send(stage.topic, numbered(KEYS, 5, 20));
        await expectAll(inbox, 25);
        expect(await isPending(failed)).toBe(true);
        expect(
          stage.troubles
            .slice(before)
            .filter((what) => what.startsWith(`the consumer of ${stage.topic} in the group `)),
        ).toHaveLength(1);
      },
    );

    it('handles everything after a broker stood still for longer than its session while records were handled', async () => {
      const inbox = new Inbox(() => work(20));
      const { failed } = await stage
        .log({ requestTimeoutMs: 500, timing: { sessionMs: SESSION_MS, silenceMs: 2000, rebalanceMs: 2000 } })
        .subscriber.subscribe(options(mode, inbox.handle));
      for (let round = 0; round < 3; round++) {
        await publisher.send(stage.topic, numbered(KEYS, round * 50, 50));
        await kafka.freeze();
        await work(2 * SESSION_MS);
        await kafka.thaw();
      }
      await publisher.send(stage.topic, numbered(KEYS, 150, 10));
      await expectAll(inbox, 160);
      expect(await isPending(failed)).toBe(true);
    });
  });

  it('hands its partitions to others at once when it cannot join, instead of leaving a silent member', async () => {
    const [mine, others] = [new Inbox(), new Inbox()];
    // a silent member would outlast this test
    const patient = { sessionMs: 120_000, rebalanceMs: 120_000, silenceMs: 120_000 };
    proxy.refuse('syncGroup', REBALANCE, 7);
    const joining = stage
      .log({ through: proxy.address, timing: patient })
      .subscriber.subscribe(options('group', mine.handle));
    await eventually(
      () => {
        expect(stage.troubles.join()).toContain('was lost and is replaced');
      },
      { timeout: 20_000 },
    );
    await stage.log({ timing: patient }).subscriber.subscribe(options('group', others.handle));
    await joining;
    await publisher.send(stage.topic, numbered(['a'], 0, 1));
    await eventually(() => {
      expect([...mine.records, ...others.records]).toHaveLength(1);
    });
  });
});
