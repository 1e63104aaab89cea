import { describe, expect, it } from '@jest/globals';
import { type OutgoingRecord, TOPICS } from '#contracts';
import { positionsOf, toMessages } from './kafka-record.js';

const record = (key: string): OutgoingRecord => ({ key, headers: {}, value: null });
const partitionsOf = (...keys: string[]) =>
  toMessages('t', TOPICS.keyEvents.partitions, keys.map(record)).map(({ partition }) => partition);

describe('the partition of a key', () => {
  it('is what every Kafka client chooses (murmur2), and never changes', () => {
    expect(partitionsOf('acme/ann', 'acme/bob', 'globex/kim', 'initech/zoë')).toEqual([11, 5, 8, 9]);
  });

  it('is the same for all records of the key', () => {
    expect(new Set(partitionsOf('acme/ann', 'acme/ann', 'acme/ann')).size).toBe(1);
  });
});

describe('the positions of what was sent', () => {
  const messages = [0, 1, 0, 1, 0].map((partition) => ({ partition }));

  it('count on from what each partition answered, in the order of the records', () => {
    const acknowledged = [
      { topicName: 't', partition: 1, errorCode: 0, baseOffset: '7' },
      { topicName: 't', partition: 0, errorCode: 0, baseOffset: '40' },
    ];
    expect(positionsOf(messages, acknowledged)).toEqual([
      { partition: 0, offset: 40 },
      { partition: 1, offset: 7 },
      { partition: 0, offset: 41 },
      { partition: 1, offset: 8 },
      { partition: 0, offset: 42 },
    ]);
  });

  it('are not guessed when a partition did not answer', () => {
    expect(() => positionsOf(messages, [{ topicName: 't', partition: 1, errorCode: 0, baseOffset: '7' }])).toThrow(
      'partition 0 acknowledged no offset',
    );
  });
});
