import { expect, it } from '@jest/globals';
import { MutationAllowance } from './mutation-allowance.js';

let now = 0;
const allowance = (mutationsPerMinute: number) => new MutationAllowance({ mutationsPerMinute }, () => now);
const takes = (from: MutationAllowance, times: number, ownerId = 'acme/ann') =>
  Array.from({ length: times }, () => from.take(ownerId));

it('gives a minute’s worth at once, then says in how many seconds there is another', () => {
  const of = allowance(3);
  expect(takes(of, 5)).toEqual([0, 0, 0, 20, 20]);
  now += 19_000;
  expect(takes(of, 1)).toEqual([1]);
  now += 1000;
  expect(takes(of, 2)).toEqual([0, 20]);
});

it('fills up in a minute, and not beyond', () => {
  const of = allowance(3);
  takes(of, 3);
  now += 3_600_000;
  expect(takes(of, 4)).toEqual([0, 0, 0, 20]);
});

it('is each owner’s own', () => {
  const of = allowance(1);
  expect([takes(of, 2), takes(of, 2, 'acme/bob')]).toEqual([
    [0, 60],
    [0, 60],
  ]);
});
