import { describe, expect, it } from '@jest/globals';
import { Inbox } from './inbox.js';
import { message, messages, onStage, type OpenMessaging, positionOf, keysAndValues } from './stage.js';

export function publisherContract(
  openMessaging: OpenMessaging,
  { compactsAtOnce }: { readonly compactsAtOnce: boolean },
): void {
  describe('a publisher', () => {
    const stage = onStage(openMessaging);

    async function everythingOn(topic: string, count: number): Promise<Inbox> {
      const inbox = new Inbox();
      await stage.subscriber.subscribe({ topic, mode: 'broadcast', after: {}, handle: inbox.handle });
      await inbox.atLeast(count);
      return inbox;
    }

    it('answers with the positions of the records, in their order', async () => {
      const sent = messages(['a', '1'], ['b', '1'], ['c', '1'], ['a', '2'], ['b', '2']);
      const positions = await stage.publisher.send(stage.topic, sent);

      const { records } = await everythingOn(stage.topic, sent.length);
      const found = positions.map((position) =>
        records.filter((record) => record.partition === position.partition && record.offset === position.offset),
      );
      expect(found.map(keysAndValues)).toEqual(sent.map(({ key, value }) => [`${key}:${String(value)}`]));
    });

    it('keeps key, headers, value and the time of each record, and distinguishes a tombstone from an empty value', async () => {
      const before = Date.now();
      await stage.publisher.send(stage.topic, [
        message('a', 'körper', { ce_type: 'x', empty: '' }),
        message('a', null),
        message('a', ''),
      ]);

      const [first, tombstone, empty] = (await everythingOn(stage.topic, 3)).records;
      expect(first).toMatchObject({ topic: stage.topic, key: 'a', headers: { ce_type: 'x', empty: '' } });
      expect(first?.value?.toString()).toBe('körper');
      expect(Math.abs((first?.timestamp.getTime() ?? 0) - before)).toBeLessThan(60_000);
      expect(tombstone?.value).toBeNull();
      expect(empty?.value).toHaveLength(0);
    });

    it('keeps the records of one key in the order they were sent, on one partition', async () => {
      for (const round of ['1', '2', '3']) {
        await stage.publisher.send(stage.topic, messages(['a', `${round}a`], ['b', round], ['a', `${round}b`]));
      }
      const { records } = await everythingOn(stage.topic, 9);
      const ofA = records.filter(({ key }) => key === 'a');
      expect(keysAndValues(ofA)).toEqual(['a:1a', 'a:1b', 'a:2a', 'a:2b', 'a:3a', 'a:3b']);
      expect(new Set(ofA.map(({ partition }) => partition)).size).toBe(1);
    });

    it('takes sends that are under way at once, each whole', async () => {
      const keys = Array.from({ length: 40 }, (_, index) => `k${String(index)}`);
      const positions = await Promise.all(
        keys.map((key) => stage.publisher.send(stage.topic, messages([key, '1'], [key, '2']))),
      );

      const { records } = await everythingOn(stage.topic, 80);
      for (const [index, key] of keys.entries()) {
        const ofKey = records.filter((record) => record.key === key);
        expect(keysAndValues(ofKey)).toEqual([`${key}:1`, `${key}:2`]);
        expect(ofKey.map(positionOf)).toEqual(positions[index]);
      }
    });

    it('has what it acknowledged after a restart, and goes on behind it', async () => {
      const [before] = await stage.publisher.send(stage.topic, messages(['a', 'before']));
      await stage.restart();
      const [after] = await stage.publisher.send(stage.topic, messages(['a', 'after']));

      expect(keysAndValues((await everythingOn(stage.topic, 2)).records)).toEqual(['a:before', 'a:after']);
      expect(after).toEqual({ partition: before?.partition, offset: (before?.offset ?? NaN) + 1 });
    });

    it('sends nothing when there is nothing to send', async () => {
      expect(await stage.publisher.send(stage.topic, [])).toEqual([]);
      expect(await stage.subscriber.endOf(stage.topic)).toEqual({});
    });

    it('refuses a topic that is not defined', async () => {
      await expect(stage.publisher.send('no-such-topic', messages(['a', '1']))).rejects.toThrow('no-such-topic');
    });

    it('refuses to send once it is closed', async () => {
      await stage.publisher.close();
      await expect(stage.publisher.send(stage.topic, messages(['a', '1']))).rejects.toThrow('closed');
    });

    it('keeps the newest record of every key of a compacted topic, a tombstone being one', async () => {
      await stage.publisher.send(stage.compacted, messages(['a', 'old'], ['b', 'only'], ['c', 'address']));
      await stage.publisher.send(stage.compacted, [message('a', 'new'), message('c', null)]);

      const inbox = new Inbox();
      await stage.subscriber.subscribe({ topic: stage.compacted, mode: 'broadcast', after: {}, handle: inbox.handle });
      const records = await inbox.until((received) => received.at(-1)?.offset === 4);
      const newest = new Map(records.map((record) => [record.key, keysAndValues([record])[0]]));
      expect(newest).toEqual(
        new Map([
          ['a', 'a:new'],
          ['b', 'b:only'],
          ['c', 'c:(erased)'],
        ]),
      );
      if (compactsAtOnce) expect(keysAndValues(records)).toEqual(['b:only', 'a:new', 'c:(erased)']);
    });
  });
}
