import { expect, it } from '@jest/globals';
import { endOf, startOf } from './moments.js';

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
