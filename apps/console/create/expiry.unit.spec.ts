import { describe, expect, it } from '@jest/globals';
import { expiryOf, localDateOf } from './expiry';

const NOW = Date.parse('2026-11-28T17:00:00Z');

describe('expiry', () => {
  it.each([['30', '2026-12-28T17:00:00.000Z'], ['90', '2027-02-26T17:00:00.000Z'], ['365', '2027-11-28T17:00:00.000Z']] as const)('is %s days of 24 hours from now', (preset, at) => {
    expect(expiryOf(preset, null, NOW)?.toISOString()).toBe(at);
  });

  it('is never when no expiration is chosen', () => {
    expect(expiryOf('never', '2027-01-01 10:00:00', NOW)).toBeNull();
  });

  it('is the chosen time of the reader’s own zone', () => {
    expect(expiryOf('date', '2027-02-26 13:34:00', NOW)).toEqual(new Date(2027, 1, 26, 13, 34));
  });

  it.each([['no date is chosen', null], ['the date has passed', '2020-01-01 00:00:00'], ['the date is none', 'soon']])('is not known while %s', (_, date) => {
    expect(expiryOf('date', date, NOW)).toBeUndefined();
  });

  it('is not now, which would be no time at all', () => {
    const local = new Date(2027, 0, 1, 10, 0);
    expect(expiryOf('date', '2027-01-01 10:00:00', local.getTime())).toBeUndefined();
    expect(expiryOf('date', '2027-01-01 10:00:00', local.getTime() - 1)).toEqual(local);
  });

  it('is the same instant when it was written into the field before', () => {
    expect(expiryOf('date', localDateOf('2027-03-28T01:30:15.000Z'), NOW)?.toISOString()).toBe('2027-03-28T01:30:15.000Z');
  });
});
