import { expect, it } from '@jest/globals';
import { type Actor } from '#contracts';
import { MutationAllowance } from './mutation-allowance.js';

let now = 0;
const allowance = (mutationsPerMinute: number) =>
  new MutationAllowance({ mutationsPerMinute, memberChangesPerHour: 2 }, () => now);
const takes = (from: MutationAllowance, times: number, caller: Actor = 'user:acme/ann') =>
  Array.from({ length: times }, () => from.take(caller));

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

it('is each caller’s own', () => {
  const of = allowance(1);
  expect([takes(of, 2), takes(of, 2, 'user:acme/bob')]).toEqual([
    [0, 60],
    [0, 60],
  ]);
});

it('counts changes of members by the hour, apart from the minute’s', () => {
  const of = allowance(1);
  const ofMembers = () => of.takeOfMembers('service:host');
  expect([ofMembers(), ofMembers(), ofMembers()]).toEqual([0, 0, 1800]);
  expect(takes(of, 1, 'service:host')).toEqual([0]);
  now += 1_800_000;
  expect([ofMembers(), ofMembers()]).toEqual([0, 1800]);
});
