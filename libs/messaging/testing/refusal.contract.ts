import { describe, expect, it } from '@jest/globals';
import { REPUBLISHED_HEADER } from '#contracts';
import { DEAD_LETTER_HEADERS } from '../dead-letter.js';
import { type GroupOptions, Permanent, Retryable, type Subscription } from '../subscriber.js';
import { Inbox } from './inbox.js';
import { message, messages, onStage, type OpenMessaging, keysAndValues } from './stage.js';

const republished = (version: number) => ({ [REPUBLISHED_HEADER]: 'true', ce_streamversion: String(version) });

export function refusalContract(openMessaging: OpenMessaging): void {
  describe('a record that its group refuses for good', () => {
    const stage = onStage(openMessaging);

    /** Refuses the records whose text starts with `bad`. */
    const picky = () =>
      new Inbox((records) => {
        const bad = records.find(({ value }) => value?.toString().startsWith('bad'));
        if (bad !== undefined) throw new Permanent(bad, 'cannot be read: ✖ "ö"\nline two');
      });
    const subscribe = (inbox: Inbox, onPermanent: GroupOptions['onPermanent'] = 'park'): Promise<Subscription> =>
      stage.subscriber.subscribe({
        topic: stage.topic,
        mode: 'group',
        group: stage.group,
        onPermanent,
        handle: inbox.handle,
      });
    const ofKey = (inbox: Inbox, key: string) => keysAndValues(inbox.records.filter((record) => record.key === key));

    it('becomes a dead letter as it was, with where it stood, who refused it and why', async () => {
      const [position] = await stage.publisher.send(stage.topic, [message('a', 'bad', { ce_type: 'x' })]);
      await subscribe(picky());

      const [letter] = await (await stage.deadLetters()).atLeast(1);
      expect(letter?.key).toBe('a');
      expect(letter?.value?.toString()).toBe('bad');
      expect(letter?.headers).toEqual({
        ce_type: 'x',
        [DEAD_LETTER_HEADERS.topic]: stage.topic,
        [DEAD_LETTER_HEADERS.partition]: String(position?.partition),
        [DEAD_LETTER_HEADERS.offset]: String(position?.offset),
        [DEAD_LETTER_HEADERS.group]: stage.group,
        [DEAD_LETTER_HEADERS.reason]: 'cannot be read: \\u2716 "\\u00f6"\\u000aline two',
      });
    });

    it('parks its key: what came before it is handled, what comes later is not, and all other keys flow', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1'], ['a', 'bad'], ['b', '1'], ['a', '2'], ['b', '2']));
      const inbox = picky();
      await subscribe(inbox);
      const letters = await stage.deadLetters();
      await letters.atLeast(1);
      await stage.publisher.send(stage.topic, [
        ...messages(['b', '3'], ['a', 'bad too']),
        message('a', 'again', republished(1)),
      ]);

      await inbox.atLeast(5);
      expect(ofKey(inbox, 'a')).toEqual(['a:1', 'a:again']);
      expect(ofKey(inbox, 'b')).toEqual(['b:1', 'b:2', 'b:3']);
      expect(keysAndValues(letters.records)).toEqual(['a:bad']);
    });

    it('keeps its key parked over a restart, for its group alone', async () => {
      await stage.publisher.send(stage.topic, messages(['a', 'bad']));
      await subscribe(picky());
      await (await stage.deadLetters()).atLeast(1);
      await stage.restart();
      const [parked] = await stage.parkedKeys.parkedNow(stage.group);
      expect(parked).toMatchObject({ group: stage.group, topic: stage.topic, key: 'a', from: 0, until: null });
      expect(await stage.parkedKeys.parkedNow(`${stage.group}-other`)).toEqual([]);

      await stage.publisher.send(stage.topic, [...messages(['a', 'later']), message('a', 'again', republished(1))]);
      const inbox = new Inbox();
      const other = new Inbox();
      await subscribe(inbox);
      await stage.subscriber.subscribe({
        topic: stage.topic,
        mode: 'group',
        group: `${stage.group}-other`,
        onPermanent: 'park',
        handle: other.handle,
      });
      await inbox.atLeast(1);
      expect(keysAndValues(inbox.records)).toEqual(['a:again']);
      expect(keysAndValues(await other.atLeast(3))).toEqual(['a:bad', 'a:later', 'a:again']);
    });

    it('un-parks its key once it is republished from its first version on', async () => {
      await stage.publisher.send(stage.topic, messages(['a', 'bad']));
      const inbox = picky();
      await subscribe(inbox);
      await (await stage.deadLetters()).atLeast(1);
      await stage.publisher.send(stage.topic, [
        message('a', 'from the middle', republished(2)),
        message('a', 'not republished', { ce_streamversion: '1' }),
        message('a', 'v1', republished(1)),
        message('a', 'v2', republished(2)),
      ]);
      await stage.publisher.send(stage.topic, messages(['a', 'v3']));

      expect(keysAndValues(await inbox.atLeast(3))).toEqual(['a:v1', 'a:v2', 'a:v3']);
      expect(await stage.parkedKeys.parkedNow(stage.group)).toEqual([]);
    });

    it('parks its key again when the republished stream holds a refused record too', async () => {
      await stage.publisher.send(stage.topic, [
        ...messages(['a', 'bad'], ['a', 'skipped']),
        message('a', 'v1', republished(1)),
        message('a', 'bad v2', republished(2)),
        message('a', 'v3', republished(3)),
      ]);
      const inbox = picky();
      await subscribe(inbox);
      expect(keysAndValues(await (await stage.deadLetters()).atLeast(2))).toEqual(['a:bad', 'a:bad v2']);
      await stage.publisher.send(stage.topic, [message('a', 'repaired v1', republished(1))]);

      expect(keysAndValues(await inbox.atLeast(2))).toEqual(['a:v1', 'a:repaired v1']);
    });

    it('is skipped alone in mode `skip`', async () => {
      await stage.publisher.send(
        stage.topic,
        messages(['a', '1'], ['a', 'bad'], ['a', '2'], ['a', 'bad again'], ['a', '3']),
      );
      const inbox = picky();
      await subscribe(inbox, 'skip');

      expect(keysAndValues(await inbox.atLeast(3))).toEqual(['a:1', 'a:2', 'a:3']);
      expect(keysAndValues(await (await stage.deadLetters()).atLeast(2))).toEqual(['a:bad', 'a:bad again']);
      expect(await stage.parkedKeys.parkedNow(stage.group)).toEqual([]);
    });

    it('is written once although the rest of its batch has to be retried', async () => {
      await stage.publisher.send(stage.topic, messages(['a', 'bad'], ['a', '1']));
      let failures = 0;
      const inbox = new Inbox((records) => {
        const bad = records.find(({ value }) => value?.toString() === 'bad');
        if (bad !== undefined) throw new Permanent(bad, 'unreadable');
        if (failures++ < 3) throw new Retryable('the database is away');
      });
      await subscribe(inbox, 'skip');
      await inbox.atLeast(1);
      expect(Object.values(await stage.subscriber.endOf(`${stage.topic}.dlq`))).toEqual([0]);
    });

    it('must be one of those that were handed over, else the subscription fails', async () => {
      await stage.publisher.send(stage.topic, messages(['a', '1']));
      const inbox = new Inbox(([record]) => {
        if (record !== undefined) throw new Permanent({ ...record, offset: 77 }, 'somebody else’s');
      });
      const subscription = await subscribe(inbox);
      await expect(subscription.failed).rejects.toThrow(TypeError);
    });
  });
}
