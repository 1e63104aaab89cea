import { expect, it } from '@jest/globals';
import { excessOf } from './excess.js';

const lists = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const objects = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

it.each([
  ['lists', lists],
  ['objects', objects],
])('%s nested deeper than any request are refused, however deep they are', (_, nested) => {
  expect(excessOf(nested(32))).toBeNull();
  for (const levels of [33, 500_000]) expect(excessOf(nested(levels))).toBe('is nested deeper than 32 levels');
});

it('more values than any request has are refused, wherever they stand', () => {
  const members = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${String(index)}`, index]));
  expect(excessOf(members(5000))).toBeNull();
  expect(excessOf(members(5001))).toBe('holds more than 5000 values');
  expect(excessOf({ items: Array.from({ length: 100 }, () => members(60)) })).toBe('holds more than 5000 values');
  expect(
    excessOf({ items: Array.from({ length: 100 }, () => ({ key: 'k', endpoint: { method: 'GET', path: '/' } })) }),
  ).toBeNull();
});

it.each([null, undefined, 'text', 1, {}, []])('%p is no excess', (value) => {
  expect(excessOf(value)).toBeNull();
});
