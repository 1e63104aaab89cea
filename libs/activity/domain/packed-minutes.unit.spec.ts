import { describe, expect, it } from '@jest/globals';
import { packMinutes, sumOfMinutes, unpackMinutes } from './packed-minutes.js';

const counts = (accepted: number, denied = 0) => ({ accepted, denied });

describe('packed minutes', () => {
  it.each([
    ['none', []],
    ['one', [[59, counts(0, 1)]]],
    ['numbers at the edge of a byte', [[0, counts(127, 128)], [1, counts(16_383, 16_384)]]], // prettier-ignore
    ['more than 2^31 and 2^32', [[7, counts(3_000_000_000, 2 ** 45 + 1)]]],
    ['all sixty', Array.from({ length: 60 }, (_, minute) => [minute, counts(minute * 37, minute)] as const)],
  ] as const)('come out as they went in: %s', (_, minutes) => {
    expect([...unpackMinutes(packMinutes(new Map(minutes)))]).toEqual(minutes);
  });

  it('take three bytes a minute while counts are small', () => {
    const hour = new Map(Array.from({ length: 60 }, (_, minute) => [minute, counts(60)] as const));
    expect(packMinutes(hour)).toHaveLength(180);
  });

  it('are added up', () => {
    const sum = sumOfMinutes(new Map([[1, counts(1, 2)]]), new Map([[1, counts(3, 4)], [2, counts(5)]])); // prettier-ignore
    expect([...sum]).toEqual([
      [1, counts(4, 6)],
      [2, counts(5)],
    ]);
  });
});
