import { expect, it } from '@jest/globals';
import { OneTimeCodes } from './one-time-codes.js';

let now = new Date('2026-03-01T12:00:00Z');
const codes = new OneTimeCodes({ now: () => now });

it('a code is good once', () => {
  const code = codes.issue();
  expect([codes.redeem(code), codes.redeem(code)]).toEqual([true, false]);
});

it('a code is good for ten minutes', () => {
  const [soon, late] = [codes.issue(), codes.issue()];
  now = new Date(now.getTime() + 10 * 60_000 - 1);
  expect(codes.redeem(soon)).toBe(true);
  now = new Date(now.getTime() + 1);
  expect(codes.redeem(late)).toBe(false);
});

it.each(['', 'x', 'A'.repeat(43)])('a code that was not issued is none: %j', (code) => {
  codes.issue();
  expect(codes.redeem(code)).toBe(false);
});
