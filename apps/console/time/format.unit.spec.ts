import { describe, expect, it } from '@jest/globals';
import { ago, count, isWithinDays, short, when, whenExactly } from './format';

const NOW = Date.parse('2026-11-28T17:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (difference: number) => new Date(NOW + difference).toISOString();

describe('times in words', () => {
  it.each([
    [0, 'just now'],
    [-59_999, 'just now'],
    [30_000, 'just now'],
    [-60_000, '1 minute ago'],
    [-90 * 60_000, '1 hour ago'],
    [20 * HOUR, 'in 20 hours'],
    [-DAY, '1 day ago'],
    [DAY, 'in 1 day'],
    [24 * HOUR - 1000, 'in 24 hours'],
    [-13 * DAY, '13 days ago'],
    [90 * DAY, 'in 3 months'],
    [-400 * DAY, '1 year ago'],
  ])('tell a difference of %d ms as “%s”', (difference, words) => {
    expect(ago(at(difference), NOW)).toBe(words);
  });

  it('name the zone where it matters', () => {
    expect(whenExactly('2027-02-26T12:34:00Z')).toMatch(/^\d{1,2} Feb 2027, \d\d:\d\d /);
    expect(whenExactly('2027-02-26T12:34:00Z')).toMatch(/ (UTC|GMT|[A-Z]{2,5})/);
  });

  it('are whole without it', () => {
    expect(when('2027-02-26T12:34:00Z')).toMatch(/^\d{1,2} Feb 2027, \d\d:\d\d$/);
  });
});

describe('what is soon', () => {
  it('is below the days, and what has passed', () => {
    expect([
      isWithinDays(at(7 * DAY - 1), 7, NOW),
      isWithinDays(at(7 * DAY), 7, NOW),
      isWithinDays(at(-DAY), 7, NOW),
    ]).toEqual([true, false, true]);
  });
});

describe('numbers', () => {
  it('are whole, with separators', () => {
    expect(count(8650)).toBe('8,650');
  });
  it.each([
    [0, '0'],
    [999, '999'],
    [1101, '1.1K'],
    [2_400_000, '2.4M'],
  ])('%d is short as %s', (n, words) => {
    expect(short(n)).toBe(words);
  });
});
