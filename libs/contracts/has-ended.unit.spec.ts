import { expect, it } from '@jest/globals';
import { hasEnded } from './has-ended.js';

const END = '2026-01-02T00:00:00.000Z';

it.each<[string, number, boolean]>([
  ['the millisecond before', Date.parse(END) - 1, false],
  ['the very instant of its end', Date.parse(END), true],
])('what ends is over at %s: %d, %j', (_, now, isOver) => {
  expect([hasEnded(END, now), hasEnded(new Date(END), now), hasEnded(null, now)]).toEqual([isOver, isOver, false]);
});
