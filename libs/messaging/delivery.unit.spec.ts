import { describe, expect, it } from '@jest/globals';
import { type IncomingRecord, type OutgoingRecord } from '#contracts';
import { broadcastDelivery, groupDelivery, KeylessRecord } from './delivery.js';
import { type ParkedKey, type ParkedKeys } from './parked-keys.js';
import { retryInPlace } from './retry-in-place.js';
import { Permanent, type RecordsHandler } from './subscriber.js';

const record = (offset: number, key: string | null = 'a'): IncomingRecord => ({
  topic: 't',
  partition: 0,
  offset,
  key,
  headers: {},
  value: null,
  timestamp: new Date(0),
});

/** A store and a dead-letter topic that fail as often as asked, and one history of what they took. */
function surroundings({ failures = 0 } = {}) {
  const history: string[] = [];
  const intervals = new Map<string, ParkedKey>();
  let left = failures;
  const sometimes = async () => {
    await Promise.resolve();
    if (left-- > 0) throw new Error('away');
  };
  const parkedKeys: ParkedKeys = {
    among: async (_group, _topic, keys) => {
      await sometimes();
      return [...intervals.values()].filter(({ key }) => keys.includes(key));
    },
    save: async (parked) => {
      await sometimes();
      history.push(`parked ${parked.key} from ${String(parked.from)}`);
      intervals.set(`${parked.key} ${String(parked.from)}`, parked);
    },
    parkedNow: () => Promise.resolve([...intervals.values()]),
  };
  const deadLetters = {
    send: async (topic: string, records: readonly OutgoingRecord[]) => {
      await sometimes();
      history.push(`sent to ${topic}`);
      return records.map(() => ({ partition: 0, offset: 0 }));
    },
  };
  const retry = retryInPlace({ backOff: { firstMs: 1, capMs: 1 }, signal: new AbortController().signal });
  const onDeadLetter = (
    group: string,
    { key, offset }: { readonly key: string | null; readonly offset: number },
    reason: string,
    onPermanent: 'park' | 'skip',
  ): void => {
    history.push(`${group} learns of ${String(key)} at ${String(offset)}: ${reason}, ${onPermanent}`);
  };
  return { history, parts: { parkedKeys, deadLetters, onDeadLetter, retry } };
}

describe('delivery to a group', () => {
  const delivery = (onPermanent: 'park' | 'skip', handle: RecordsHandler, { parts }: ReturnType<typeof surroundings>) =>
    groupDelivery({ topic: 't', mode: 'group', group: 'g', onPermanent, handle }, parts);

  function refusing(offset: number) {
    const handled: number[] = [];
    const handle: RecordsHandler = (records) => {
      const bad = records.find((candidate) => candidate.offset === offset);
      if (bad !== undefined) throw new Permanent(bad, 'unreadable');
      handled.push(...records.map((each) => each.offset));
      return Promise.resolve();
    };
    return { handled, handle };
  }

  it('writes the dead letter before it parks the key, so that no mark can hide a record that was never kept', async () => {
    const around = surroundings();
    const { handled, handle } = refusing(2);
    await delivery('park', handle, around)([record(1), record(2), record(3), record(4, 'b')]);
    expect(around.history).toEqual(['sent to t.dlq', 'parked a from 2', 'g learns of a at 2: unreadable, park']);
    expect(handled).toEqual([1, 4]);
  });

  it('reports a record that alone is skipped', async () => {
    const around = surroundings();
    const { handled, handle } = refusing(2);
    await delivery('skip', handle, around)([record(1), record(2), record(3)]);
    expect(around.history).toEqual(['sent to t.dlq', 'g learns of a at 2: unreadable, skip']);
    expect(handled).toEqual([1, 3]);
  });

  it('waits, and gives nothing up, while dead letters or parked keys cannot be written', async () => {
    const around = surroundings({ failures: 5 });
    const { handled, handle } = refusing(2);
    await delivery('park', handle, around)([record(1), record(2), record(3)]);
    expect(around.history).toEqual(['sent to t.dlq', 'parked a from 2', 'g learns of a at 2: unreadable, park']);
    expect(handled).toEqual([1]);
  });

  it('does not call the handler when every record is parked', async () => {
    const around = surroundings();
    const { handle } = refusing(2);
    await delivery('park', handle, around)([record(2)]);
    await delivery('park', () => Promise.reject(new Error('called')), around)([record(3), record(4)]);
  });

  it.each([null, ''])('handles what stands before a record with the key %j, then stops', async (key) => {
    const { handled, handle } = refusing(-1);
    await expect(
      delivery('skip', handle, surroundings())([record(1), record(2), record(3, key), record(4)]),
    ).rejects.toThrow(KeylessRecord);
    expect(handled).toEqual([1, 2]);
  });
});

describe('delivery in broadcast', () => {
  it('hands Permanent on, since only groups may pass a record over', async () => {
    const { parts } = surroundings();
    const refused = new Permanent(record(1), 'unreadable');
    const deliver = broadcastDelivery(
      { topic: 't', mode: 'broadcast', after: {}, handle: () => Promise.reject(refused) },
      parts.retry,
    );
    await expect(deliver([record(1)])).rejects.toBe(refused);
  });
});
