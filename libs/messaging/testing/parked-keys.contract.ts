import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ParkedKey, type ParkedKeys } from '../parked-keys.js';

/** Data that outlives its connections. */
export interface ParkedKeysUnderTest {
  connect(): Promise<ParkedKeys>;
  destroy(): Promise<void>;
}

/** Everything the ParkedKeys port promises. Every adapter runs all of it. */
export function parkedKeysContract(name: string, open: () => Promise<ParkedKeysUnderTest>): void {
  describe(`parked keys: ${name}`, () => {
    let data: ParkedKeysUnderTest;
    let parkedKeys: ParkedKeys;

    const interval = (fields: Partial<ParkedKey> = {}): ParkedKey => ({
      group: 'reminders',
      topic: 'key-events',
      key: 'acme/ann',
      partition: 3,
      from: 7,
      until: null,
      reason: 'unknown here: KeyLent',
      ...fields,
    });
    const among = async (...keys: readonly string[]) =>
      [...(await parkedKeys.among('reminders', 'key-events', keys))].sort((a, b) => a.from - b.from);

    beforeEach(async () => {
      data = await open();
      parkedKeys = await data.connect();
    });
    afterEach(() => data.destroy());

    it('are none at first', async () => {
      expect(await among('acme/ann')).toEqual([]);
      expect(await among()).toEqual([]);
      expect(await parkedKeys.parkedNow('reminders')).toEqual([]);
    });

    it('are remembered, with where and why, across connections', async () => {
      await parkedKeys.save(interval());
      parkedKeys = await data.connect();
      expect(await among('acme/ann', 'acme/bob')).toEqual([interval()]);
      expect(await parkedKeys.parkedNow('reminders')).toEqual([interval()]);
    });

    it('stay remembered when their interval has ended', async () => {
      await parkedKeys.save(interval());
      await parkedKeys.save(interval({ until: 9_007_199_254_740_991 }));
      expect(await among('acme/ann')).toEqual([interval({ until: 9_007_199_254_740_991 })]);
      expect(await parkedKeys.parkedNow('reminders')).toEqual([]);
    });

    it('can be parked again: each time is an interval of its own', async () => {
      await parkedKeys.save(interval({ until: 20 }));
      await parkedKeys.save(interval({ from: 30, reason: 'a gap' }));
      expect(await among('acme/ann')).toEqual([interval({ until: 20 }), interval({ from: 30, reason: 'a gap' })]);
      expect(await parkedKeys.parkedNow('reminders')).toEqual([interval({ from: 30, reason: 'a gap' })]);
    });

    it('change nothing when they are saved again', async () => {
      await parkedKeys.save(interval());
      await parkedKeys.save(interval());
      expect(await among('acme/ann')).toEqual([interval()]);
    });

    it('are each group’s own, and each topic’s, and each key’s', async () => {
      await parkedKeys.save(interval());
      await parkedKeys.save(interval({ topic: 'owner-contacts' }));
      await parkedKeys.save(interval({ group: 'activity' }));
      await parkedKeys.save(interval({ key: 'acme/ann2' }));
      expect(await among('acme/ann')).toEqual([interval()]);
      expect((await parkedKeys.parkedNow('reminders')).map(({ topic, key }) => `${topic} ${key}`).sort()).toEqual([
        'key-events acme/ann',
        'key-events acme/ann2',
        'owner-contacts acme/ann',
      ]);
      expect(await parkedKeys.parkedNow('notifier')).toEqual([]);
    });
  });
}
