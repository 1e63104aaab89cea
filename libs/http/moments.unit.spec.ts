import { expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { endOf, IsDayOrMoment, startOf } from './moments.js';

class Asked {
  @IsDayOrMoment('at')
  readonly at: unknown;

  constructor(at: unknown) {
    this.at = at;
  }
}
const isTaken = (at: unknown) => validateSync(new Asked(at)).length === 0;

it.each([
  '2030-01-31',
  '2028-02-29',
  '0031-02-08',
  '0000-02-29',
  '9999-12-31',
  '2030-01-31T12:00Z',
  '2030-01-31T23:59:59.999Z',
  '0040-02-28T20:58:15.25740+14:27',
])('%s is a day or a moment', (text) => {
  expect(isTaken(text)).toBe(true);
  expect(startOf(text).getTime()).not.toBeNaN();
});

it.each([
  '',
  '2030',
  '2030-1-31',
  '2030-13-01',
  '2030-02-30',
  '2029-02-29',
  '2030-01-31T12:00:00',
  '2030-01-31 12:00:00Z',
  '2030-01-31T25:00:00Z',
  '2030-01-31T12:60:00Z',
  '2030-01-31T12:00:00,5Z',
  '2030-01-31T12:00:00+24:00',
  '+010000-01-01',
  1_893_456_000_000,
  null,
])('%j is neither', (text) => {
  expect(isTaken(text)).toBe(false);
});

it.each([
  ['2031-12-31', '2031-12-31T23:59:59.999Z'],
  ['2028-02-29', '2028-02-29T23:59:59.999Z'],
  ['9999-12-31', '9999-12-31T23:59:59.999Z'],
])('what ends with the day %s ends with its last moment, UTC', (day, moment) => {
  expect(endOf(day).toISOString()).toBe(moment);
});

it('what ends at a moment ends then', () => {
  expect(endOf('2031-12-31T12:00:00+05:30').toISOString()).toBe('2031-12-31T06:30:00.000Z');
});

it('what begins with a day begins with its first moment, UTC', () => {
  expect(startOf('2031-12-31').toISOString()).toBe('2031-12-31T00:00:00.000Z');
});
