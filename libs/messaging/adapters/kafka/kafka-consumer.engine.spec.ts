import { setTimeout as work } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type FaultProxy, type KafkaEngine, ownEngines } from '../../../../test/engines/index.js';
import { eventually } from '../../../../test/kit/eventually.js';
import { type GroupOptions, RebuildNeeded, type RecordsHandler } from '../../subscriber.js';
import { Gate, Inbox } from '../../testing/inbox.js';
import { messages, keysAndValues } from '../../testing/stage.js';
import { type KafkaLog } from './kafka-log.js';
import { isPending, KafkaStage, numbered, numbersOf, upTo } from './testing/kafka-stage.js';

const KEYS = ['a', 'b', 'c', 'd'];
const SESSION_MS = 1500;
/** Long enough that it is kafkajs itself that goes on after a pause. */
const PATIENT = { requestTimeoutMs: 30_000, timing: { sessionMs: SESSION_MS, silenceMs: 60_000 } };

describe('consuming from Kafka', () => {
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
  afterEach(async () => {
    proxy.reopen();
    await stage.close();
  });
  afterAll(() => kafka.stop());

  const group = (handle: RecordsHandler): GroupOptions => ({
    topic: stage.topic,
    mode: 'group',
    group: `group-${stage.id}`,
    onPermanent: 'park',
    handle,
  });
  const broadcast = (handle: RecordsHandler) => ({ topic: stage.topic, mode: 'broadcast', after: {}, handle }) as const;

  async function sendAndAwait(from: number, count: number, ...inboxes: readonly Inbox[]): Promise<void> {
    await publisher.send(stage.topic, numbered(KEYS, from, count));
    await Promise.all(
      inboxes.map((inbox) =>
        inbox.until((records) => new Set(keysAndValues(records)).size === (from + count) * KEYS.length),
      ),
    );
  }
  /** Every record once, those of each key in order. */
  function expectEachOnce({ records }: Inbox, count: number): void {
    for (const key of KEYS) expect(numbersOf(records, key)).toEqual(upTo(count));
  }
  /**
   * Every offset of every partition, one after the other; the log itself may hold a record twice, sent again in an
   * outage.
   */
  function expectNoJump({ records }: Inbox): void {
    for (const partition of new Set(records.map((record) => record.partition))) {
      const offsets = records.filter((record) => record.partition === partition).map(({ offset }) => offset);
      expect(offsets).toEqual(upTo(offsets.length));
    }
  }
  function expectNoneMissing({ records }: Inbox, count: number): void {
    for (const key of KEYS) expect([...new Set(numbersOf(records, key))]).toEqual(upTo(count));
  }
  /** Resolves once the broker has given up all members of `groupId`. */
  async function evicted(groupId: string): Promise<void> {
    await eventually(
      async () => {
        const { groups } = await stage.admin.describeGroups([groupId]);
        expect(groups.flatMap(({ members }) => members)).toEqual([]);
      },
      { timeout: 10_000 },
    );
  }

  describe('a broadcast subscription', () => {
    it('goes on exactly where it was after a pause that outlasted its session', async () => {
      const inbox = new Inbox();
      const { failed } = await stage
        .log({ through: proxy.address, ...PATIENT })
        .subscriber.subscribe(broadcast(inbox.handle));
      await sendAndAwait(0, 50, inbox);
      const [groupId = ''] = await stage.groups();
      proxy.hang();
      await publisher.send(stage.topic, numbered(KEYS, 50, 50));
      await evicted(groupId);
      await publisher.send(stage.topic, numbered(KEYS, 100, 50));
      proxy.reopen();

      await sendAndAwait(150, 10, inbox);
      expectEachOnce(inbox, 160);
      expect(await isPending(failed)).toBe(true);
      expect(await stage.groups()).toEqual([groupId]);
    });

    it('gives up a consumer whose broker hangs and goes on with a new one in a new group, exactly where it was', async () => {
      const inbox = new Inbox();
      const { failed } = await stage
        .log({ requestTimeoutMs: 500, timing: { silenceMs: 1000 } })
        .subscriber.subscribe(broadcast(inbox.handle));
      await sendAndAwait(0, 50, inbox);
      const [before, troubles] = [await stage.groups(), stage.troubles.length];
      await kafka.freeze();
      await eventually(
        () => {
          expect(stage.troubles.slice(troubles).join()).toMatch(
            new RegExp(`the consumer of ${stage.topic} in the group \\S+ was lost and is replaced`),
          );
        },
        { timeout: 10_000 },
      );
      await kafka.thaw();

      await sendAndAwait(50, 50, inbox);
      expectEachOnce(inbox, 100);
      expect(await isPending(failed)).toBe(true);
      expect(await stage.groups()).not.toEqual(before);
    });

    it('fails with RebuildNeeded, instead of jumping, when records were deleted that it had not read', async () => {
      const inbox = new Inbox();
      const { failed } = await stage
        .log({ through: proxy.address, ...PATIENT })
        .subscriber.subscribe(broadcast(inbox.handle));
      await sendAndAwait(0, 10, inbox);
      proxy.hang();
      const positions = await publisher.send(stage.topic, messages(['a', '10'], ['a', '11'], ['a', '12']));
      const { partition = 0, offset = 0 } = positions.at(-1) ?? {};
      await stage.admin.fetchTopicOffsets(stage.topic); // else this client does not know the topic
      await stage.admin.deleteTopicRecords({ topic: stage.topic, partitions: [{ partition, offset: String(offset) }] });
      proxy.reopen();
      await expect(failed).rejects.toThrow(RebuildNeeded);
      expect(numbersOf(inbox.records, 'a')).toEqual(upTo(10));
    });

    it('hands over together what came for several partitions while its handler was at work', async () => {
      const gate = new Gate();
      const inbox = new Inbox(() => gate.pass());
      await stage.log().subscriber.subscribe(broadcast(inbox.handle));
      await publisher.send(stage.topic, numbered(['a'], 0, 1));
      await publisher.send(stage.topic, [...numbered(['a'], 1, 9), ...numbered(['b', 'c', 'd'], 0, 10)]);
      gate.open();
      await inbox.atLeast(40);
      expectEachOnce(inbox, 10);
      expect(inbox.batches.some((records) => new Set(records.map(({ partition }) => partition)).size > 1)).toBe(true);
    });

    it('leaves no group behind when it is closed', async () => {
      const subscription = await stage.log().subscriber.subscribe(broadcast(new Inbox().handle));
      expect(await stage.groups()).toHaveLength(1);
      await subscription.close();
      expect(await stage.groups()).toEqual([]);
    });
  });

  describe('a group', () => {
    it('loses nothing when a member pauses for longer than its session and comes back', async () => {
      const inbox = new Inbox();
      const options = group(inbox.handle);
      const { failed } = await stage.log({ through: proxy.address, ...PATIENT }).subscriber.subscribe(options);
      await sendAndAwait(0, 50, inbox);
      proxy.hang();
      await evicted(options.group);
      await publisher.send(stage.topic, numbered(KEYS, 50, 50));
      proxy.reopen();

      await sendAndAwait(100, 10, inbox);
      expectNoneMissing(inbox, 110);
      expect(await isPending(failed)).toBe(true);
    });

    it('stays a member while one batch takes longer than its session', async () => {
      const inbox = new Inbox(() => work(SESSION_MS + 500));
      await publisher.send(stage.topic, messages(['a', '0'], ['a', '1']));
      const options = group(inbox.handle);
      await stage.log({ timing: { sessionMs: SESSION_MS } }).subscriber.subscribe(options);
      await inbox.atLeast(2);
      expect((await stage.admin.describeGroups([options.group])).groups[0]?.members).toHaveLength(1);
      expect(keysAndValues(inbox.records)).toEqual(['a:0', 'a:1']);
    });

    it('hands partitions over in mid-batch without a record twice, none left out and each key in order', async () => {
      const entered = new Gate();
      const leave = new Gate();
      const inbox = new Inbox(async () => {
        entered.open();
        await leave.pass();
      });
      await publisher.send(stage.topic, numbered(KEYS, 0, 100));
      const first = await stage.log().subscriber.subscribe(group(inbox.handle));
      await entered.pass();
      const joining = stage.log().subscriber.subscribe(group(inbox.handle));
      await eventually(async () => {
        // the broker waits for the first member, which is in the middle of its batch
        expect((await stage.admin.describeGroups([`group-${stage.id}`])).groups[0]?.state).toBe('PreparingRebalance');
      });
      leave.open();
      await joining;
      await sendAndAwait(100, 50, inbox);
      expectEachOnce(inbox, 150);
      await first.close();
      await sendAndAwait(150, 50, inbox);
      expectEachOnce(inbox, 200);
    });

    it('fails when a handler does not come back', async () => {
      const { failed } = await stage
        .log({ timing: { handlerMs: 300 } })
        .subscriber.subscribe(group(() => new Gate().pass()));
      await publisher.send(stage.topic, messages(['a', '0']));
      await expect(failed).rejects.toMatchObject({ name: 'HandlerHangs' });
    });
  });

  it('waits for a broker that is away for long, in both modes, and goes on when it is back', async () => {
    const [alone, shared] = [new Inbox(), new Inbox()];
    const { subscriber } = stage.log({ requestTimeoutMs: 500, timing: { sessionMs: SESSION_MS } });
    const subscriptions = [
      await subscriber.subscribe(broadcast(alone.handle)),
      await subscriber.subscribe(group(shared.handle)),
    ];
    await sendAndAwait(0, 50, alone, shared);
    await kafka.kill();
    await eventually(
      () => {
        expect(stage.troubles.length).toBeGreaterThan(8);
      },
      { timeout: 20_000 },
    );
    const early = stage.log().subscriber.subscribe(broadcast(new Inbox().handle));
    await kafka.restart();

    await sendAndAwait(50, 50, alone, shared);
    await early;
    expectNoJump(alone);
    for (const inbox of [alone, shared]) expectNoneMissing(inbox, 100);
    for (const { failed } of subscriptions) expect(await isPending(failed)).toBe(true);
  });
});
