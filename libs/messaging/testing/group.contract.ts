import { describe, expect, it } from '@jest/globals';
import { coversAll, type IncomingRecord } from '#contracts';
import { eventually } from '../../../test/kit/eventually.js';
import { type GroupOptions, Permanent, type RecordsHandler, Retryable } from '../subscriber.js';
import { Gate, Inbox } from './inbox.js';
import { messages, onStage, type OpenMessaging, keysAndValues } from './stage.js';

export function groupContract(openMessaging: OpenMessaging): void {
  describe('a group', () => {
    const stage = onStage(openMessaging);

    const options = (handle: RecordsHandler, group = stage.group): GroupOptions => ({
      topic: stage.topic,
      mode: 'group',
      group,
      onPermanent: 'park',
      handle,
    });

    it('gets every record, sent before or after it subscribed, those of one key in order', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['b', '1'], ['a', '2']));
      const inbox = new Inbox();
      await stage.subscriber.subscribe(options(inbox.handle));
      await inbox.atLeast(3);
      await stage.publisher.send(stage.topic, messages(['a', '3'], ['b', '2']));

      const records = await inbox.atLeast(5);
      expect(keysAndValues(records.filter(({ key }) => key === 'a'))).toEqual(['a:1', 'a:2', 'a:3']);
      expect(keysAndValues(records.filter(({ key }) => key === 'b'))).toEqual(['b:1', 'b:2']);
    });

    it('goes on after a restart behind what it has handled', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['a', '2']));
      const before = new Inbox();
      await stage.subscriber.subscribe(options(before.handle));
      await before.atLeast(2);

      await stage.restart();
      await stage.publisher.send(stage.topic, messages(['a', '3']));
      const after = new Inbox();
      await stage.subscriber.subscribe(options(after.handle));
      expect(keysAndValues(await after.atLeast(1))).toEqual(['a:3']);
    });

    it('knows how far it has handled the topic, what it parked included, also after a restart', async () => {
      // brokers need a moment for a new topic or group
      const handled = (group = stage.group) => eventually(() => stage.subscriber.handledBy(group, stage.topic));
      expect(await handled()).toEqual({});
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['b', '1'], ['b', '2'], ['c', '1']));
      const end = await eventually(() => stage.subscriber.endOf(stage.topic));
      const gate = new Gate();
      await stage.subscriber.subscribe(
        options(async (records) => {
          await gate.pass();
          const refused = records.find(({ key }) => key === 'b');
          if (refused !== undefined) throw new Permanent(refused, 'not to be read');
        }),
      );
      expect(coversAll(await handled(), end)).toBe(false);
      gate.open();
      await eventually(async () => {
        expect(await handled()).toEqual(end);
      });
      expect(await handled(`${stage.group}-other`)).toEqual({});

      await stage.restart();
      expect(await handled()).toEqual(end);
    });

    it('gets a batch again, whole and in order, when the process ended in the middle of it', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['a', '2'], ['a', '3']));
      const half: IncomingRecord[] = [];
      const dying = await stage.subscriber.subscribe(
        options((records) => {
          half.push(...records.slice(0, 1));
          throw new TypeError('the end');
        }),
      );
      await expect(dying.failed).rejects.toThrow('the end');
      expect(keysAndValues(half)).toEqual(['a:1']);

      await stage.restart();
      const after = new Inbox();
      await stage.subscriber.subscribe(options(after.handle));
      expect(keysAndValues(await after.atLeast(3))).toEqual(['a:1', 'a:2', 'a:3']);
    });

    it('does not influence another group', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['a', '2']));
      const dying = await stage.subscriber.subscribe(
        options(() => {
          throw new TypeError('mine alone');
        }),
      );
      const inbox = new Inbox();
      await stage.subscriber.subscribe(options(inbox.handle, `${stage.group}-other`));

      await expect(dying.failed).rejects.toThrow('mine alone');
      expect(keysAndValues(await inbox.atLeast(2))).toEqual(['a:1', 'a:2']);
    });

    it('shares the records among its subscriptions, and those of one that ended go to the others', async () => {
      const first = new Inbox();
      const second = new Inbox();
      const leaving = await stage.subscriber.subscribe(options(first.handle));
      await stage.subscriber.subscribe(options(second.handle));
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['b', '1'], ['c', '1'], ['d', '1']));
      await Promise.race([first.atLeast(1), second.atLeast(1)]);
      await leaving.close();
      const handledByFirst = first.records.length;
      await stage.publisher.send(stage.topic, messages(['a', '2'], ['b', '2'], ['c', '2'], ['d', '2']));

      const records = await second.atLeast(8 - handledByFirst);
      expect(first.records).toHaveLength(handledByFirst);
      const handled = new Set(keysAndValues([...first.records, ...records]));
      expect(handled).toEqual(new Set(['a', 'b', 'c', 'd'].flatMap((key) => [`${key}:1`, `${key}:2`])));
    });

    it('hands a batch whose subscription failed to another one of its subscriptions', async () => {
      const failing = new Gate();
      const inbox = new Inbox();
      const firstFails: RecordsHandler = async (records) => {
        if (failing.isOpen) return inbox.handle(records);
        failing.open();
        await Promise.resolve();
        throw new TypeError('a bug');
      };
      const subscriptions = [
        await stage.subscriber.subscribe(options(firstFails)),
        await stage.subscriber.subscribe(options(firstFails)),
      ];
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['a', '2']));

      expect(keysAndValues(await inbox.atLeast(2))).toEqual(['a:1', 'a:2']);
      await expect(Promise.race(subscriptions.map(({ failed }) => failed))).rejects.toThrow(new TypeError('a bug'));
    });

    it('gets the same batch again in place, and nothing behind it, while its handler throws Retryable', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['a', '2']));
      const attempts: string[][] = [];
      const inbox = new Inbox(async (records) => {
        attempts.push(keysAndValues(records));
        if (attempts.length === 1) await stage.publisher.send(stage.topic, messages(['a', '3']));
        if (attempts.length < 4) throw new Retryable('the database is away');
      });
      await stage.subscriber.subscribe(options(inbox.handle));

      expect(keysAndValues(await inbox.atLeast(3))).toEqual(['a:1', 'a:2', 'a:3']);
      expect(attempts.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => attempts[0]));
    });

    it('can be closed while it waits for a retry; the batch comes again after the restart', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1']));
      const tried = new Gate();
      const subscription = await stage.subscriber.subscribe(
        options(() => {
          tried.open();
          throw new Retryable('for ever');
        }),
      );
      await tried.pass();
      await subscription.close();

      await stage.restart();
      const inbox = new Inbox();
      await stage.subscriber.subscribe(options(inbox.handle));
      expect(keysAndValues(await inbox.atLeast(1))).toEqual(['a:1']);
    });

    it('ends with `failed`, and commits nothing, when its handler throws what it does not know', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1']));
      let calls = 0;
      const subscription = await stage.subscriber.subscribe(
        options(() => {
          calls++;
          throw new TypeError('a bug');
        }),
      );
      await expect(subscription.failed).rejects.toThrow(new TypeError('a bug'));
      await subscription.close();
      expect(calls).toBe(1);

      const inbox = new Inbox();
      await stage.subscriber.subscribe(options(inbox.handle));
      expect(keysAndValues(await inbox.atLeast(1))).toEqual(['a:1']);
    });

    it('stops at a record without a key, which is not handed over', async () => {
      await stage.publisher.send(stage.topic, messages(['', 'nobody’s'], ['', 'nobody’s either']));
      const inbox = new Inbox();
      const subscription = await stage.subscriber.subscribe(options(inbox.handle));

      await expect(subscription.failed).rejects.toMatchObject({ name: 'KeylessRecord' });
      expect(inbox.records).toEqual([]);
    });

    it('is closed once the batch that is being handled is done, and gets no other', async () => {
      const entered = new Gate();
      const leave = new Gate();
      const inbox = new Inbox(() => {
        entered.open();
        return leave.pass();
      });
      const subscription = await stage.subscriber.subscribe(options(inbox.handle));
      await stage.publisher.send(stage.topic, messages(['a', '1']));
      await entered.pass();
      await stage.publisher.send(stage.topic, messages(['a', '2']));
      const closed = subscription.close();
      leave.open();
      await closed;
      expect(keysAndValues(inbox.records)).toEqual(['a:1']);

      const after = new Inbox();
      await stage.subscriber.subscribe(options(after.handle));
      expect(keysAndValues(await after.atLeast(1))).toEqual(['a:2']);
    });

    it('gets ten thousand records in batches, one batch at a time, every key in order', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `k${String(index)}`);
      for (let round = 0; round < 20; round++) {
        await stage.publisher.send(
          stage.topic,
          messages(
            ...Array.from({ length: 25 }, (_, index) =>
              keys.map((key) => [key, String(round * 25 + index)] as const),
            ).flat(),
          ),
        );
      }
      let underWay = 0;
      const inbox = new Inbox(async () => {
        expect(++underWay).toBe(1);
        await Promise.resolve();
        underWay--;
      });
      await stage.subscriber.subscribe(options(inbox.handle));

      const records = await inbox.atLeast(10_000);
      for (const key of keys) {
        const ofKey = records.filter((record) => record.key === key).map(({ value }) => Number(String(value)));
        expect(ofKey).toEqual(Array.from({ length: 500 }, (_, index) => index));
      }
      expect(inbox.batches.length).toBeLessThan(2000);
    });
  });
}
