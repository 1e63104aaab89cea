import { describe, expect, it } from '@jest/globals';
import { furthest, type IncomingRecord, type Positions } from '#contracts';
import { type BroadcastOptions, Permanent, RebuildNeeded, type RecordsHandler, Retryable } from '../subscriber.js';
import { Inbox } from './inbox.js';
import { messages, onStage, type OpenMessaging, keysAndValues } from './stage.js';

export function broadcastContract(openMessaging: OpenMessaging): void {
  describe('a broadcast subscription', () => {
    const stage = onStage(openMessaging);

    const options = (after: Positions, handle: RecordsHandler): BroadcastOptions => ({
      topic: stage.topic,
      mode: 'broadcast',
      after,
      handle,
    });
    const positionsOf = (records: readonly IncomingRecord[]) =>
      records.reduce<Positions>((reached, { partition, offset }) => furthest(reached, { [partition]: offset }), {});

    it('gets every record, whoever else is subscribed', async () => {
      const inboxes = [new Inbox(), new Inbox()];
      for (const inbox of inboxes) await stage.subscriber.subscribe(options({}, inbox.handle));
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['a', '2'], ['a', '3']));
      for (const inbox of inboxes) expect(keysAndValues(await inbox.atLeast(3))).toEqual(['a:1', 'a:2', 'a:3']);
    });

    it('starts behind its positions; a partition it does not name from the beginning', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1']));
      const [handled] = await stage.publisher.send(stage.topic, messages(['a', '2']));
      await stage.publisher.send(stage.topic, messages(['a', '3'], ['a', '4']));
      const inbox = new Inbox();
      await stage.subscriber.subscribe(
        options(handled === undefined ? {} : { [handled.partition]: handled.offset }, inbox.handle),
      );
      expect(keysAndValues(await inbox.atLeast(2))).toEqual(['a:3', 'a:4']);
    });

    it('goes on after a restart from the positions that it is given, and remembers none by itself', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['b', '1'], ['c', '1']));
      const before = new Inbox();
      await stage.subscriber.subscribe(options({}, before.handle));
      const checkpoint = positionsOf(await before.atLeast(3));

      await stage.restart();
      await stage.publisher.send(stage.topic, messages(['b', '2']));
      const onwards = new Inbox();
      const later = new Inbox();
      await stage.subscriber.subscribe(options(checkpoint, onwards.handle));
      await stage.subscriber.subscribe(options({}, later.handle));
      expect(keysAndValues(await onwards.atLeast(1))).toEqual(['b:2']);
      expect(new Set(keysAndValues(await later.atLeast(4)))).toEqual(new Set(['a:1', 'b:1', 'c:1', 'b:2']));
    });

    it('can start at the very end, and then gets what comes', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['b', '1'], ['c', '1']));
      const inbox = new Inbox();
      await stage.subscriber.subscribe(options(await stage.subscriber.endOf(stage.topic), inbox.handle));
      await stage.publisher.send(stage.topic, messages(['a', '2']));
      expect(keysAndValues(await inbox.atLeast(1))).toEqual(['a:2']);
    });

    it('is refused with RebuildNeeded when its position lies beyond the end, as after the loss of the log', async () => {
      const [last] = await stage.publisher.send(stage.topic, messages(['a', '1']));
      const beyond = { [last?.partition ?? 0]: (last?.offset ?? 0) + 1 };
      await expect(stage.subscriber.subscribe(options(beyond, new Inbox().handle))).rejects.toThrow(RebuildNeeded);
    });

    it('is refused with RebuildNeeded when it names a partition that the topic does not have', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1']));
      await expect(stage.subscriber.subscribe(options({ 99: 0 }, new Inbox().handle))).rejects.toThrow(RebuildNeeded);
    });

    it('gets the same batch again in place while its handler throws Retryable', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['a', '2']));
      let attempts = 0;
      const inbox = new Inbox(() => {
        if (++attempts < 3) throw new Retryable('the database is away');
      });
      await stage.subscriber.subscribe(options({}, inbox.handle));
      expect(keysAndValues(await inbox.atLeast(2))).toEqual(['a:1', 'a:2']);
      expect(attempts).toBeGreaterThanOrEqual(3);
    });

    it('ends with `failed` on Permanent, since no process may pass a record over alone, and writes no dead letter', async () => {
      await stage.publisher.send(stage.topic, messages(['a', 'bad']));
      const subscription = await stage.subscriber.subscribe(
        options({}, ([record]) => {
          if (record !== undefined) throw new Permanent(record, 'unreadable');
          return Promise.resolve();
        }),
      );
      await expect(subscription.failed).rejects.toThrow(Permanent);
      expect(await stage.subscriber.endOf(`${stage.topic}.dlq`)).toEqual({});
    });

    it('ends with `failed` on an error it does not know, and at a record without a key', async () => {
      const buggy = await stage.subscriber.subscribe(
        options({}, () => {
          throw new TypeError('a bug');
        }),
      );
      const sound = await stage.subscriber.subscribe(options({}, new Inbox().handle));
      await stage.publisher.send(stage.topic, messages(['a', '1']));
      await expect(buggy.failed).rejects.toThrow(new TypeError('a bug'));
      await stage.publisher.send(stage.topic, messages(['', '1']));
      await expect(sound.failed).rejects.toMatchObject({ name: 'KeylessRecord' });
    });

    it('gets nothing any more once it is closed', async () => {
      const inbox = new Inbox();
      const other = new Inbox();
      const subscription = await stage.subscriber.subscribe(options({}, inbox.handle));
      await stage.subscriber.subscribe(options({}, other.handle));
      await stage.publisher.send(stage.topic, messages(['a', '1']));
      await inbox.atLeast(1);
      await subscription.close();
      await stage.publisher.send(stage.topic, messages(['a', '2']));
      await other.atLeast(2);
      expect(keysAndValues(inbox.records)).toEqual(['a:1']);
    });
  });

  describe('the end of a topic', () => {
    const stage = onStage(openMessaging);

    it('is the offset of its last record per partition; a partition without records is missing', async () => {
      const { publisher, subscriber } = stage;
      expect(await subscriber.endOf(stage.topic)).toEqual({});
      const positions = await publisher.send(stage.topic, messages(['a', '1'], ['b', '1'], ['c', '1'], ['a', '2']));
      const last = positions.reduce<Positions>(
        (reached, { partition, offset }) => furthest(reached, { [partition]: offset }),
        {},
      );
      expect(await subscriber.endOf(stage.topic)).toEqual(last);
    });
  });
}
