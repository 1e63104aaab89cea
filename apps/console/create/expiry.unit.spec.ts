import { describe, expect, it } from '@jest/globals';
import { expiryOf, localDateOf } from './expiry';

const NOW = Date.parse('2026-11-28T17:00:00Z');

describe('expiry', () => {
  it.each([
    ['30', new Date(2027, 2, 22, 17, 5)],
    ['90', new Date(2027, 4, 21, 17, 5)],
    ['365', new Date(2028, 1, 20, 17, 5)],
  ] as const)('after %s days is that day of the reader’s calendar, at the same time', (preset, at) => {
    expect(expiryOf(preset, null, new Date(2027, 1, 20, 17, 5).getTime())).toEqual(at);
  });

  it('after a year is the same day, whatever the days of that year', () => {
    expect(expiryOf('365', null, new Date(2027, 10, 28, 17, 0).getTime())).toEqual(new Date(2028, 10, 28, 17, 0));
  });

  it('is never when no expiration is chosen', () => {
    expect(expiryOf('never', '2027-01-01 10:00:00', NOW)).toBeNull();
  });

  it('is the chosen time of the reader’s own zone', () => {
    expect(expiryOf('date', '2027-02-26 13:34:00', NOW)).toEqual(new Date(2027, 1, 26, 13, 34));
  });

  it.each([
    ['no date is chosen', null],
    ['the date has passed', '2020-01-01 00:00:00'],
    ['the date is none', 'soon'],
  ])('is not known while %s', (_, date) => {
    expect(expiryOf('date', date, NOW)).toBeUndefined();
  });

  it('is not now, which would be no time at all', () => {
    const local = new Date(2027, 0, 1, 10, 0);
    expect(expiryOf('date', '2027-01-01 10:00:00', local.getTime())).toBeUndefined();
    expect(expiryOf('date', '2027-01-01 10:00:00', local.getTime() - 1)).toEqual(local);
  });

  it('is the same instant when it was written into the field before', () => {
    expect(expiryOf('date', localDateOf('2027-03-28T01:30:15.000Z'), NOW)?.toISOString()).toBe(
      '2027-03-28T01:30:15.000Z',
    );
  });
});
