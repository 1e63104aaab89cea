import { expect, it } from '@jest/globals';
import { type Key } from '../api/types';
import { nextMail } from './next-mail';

const DAY_MS = 86_400_000;
const ISSUED = Date.parse('2026-11-01T12:00:00Z');
const day = (n: number) => new Date(ISSUED + n * DAY_MS);
const reminded = (intervalDays: 30 | 60 | 90): Key['reminder'] => ({
  intervalDays,
  dueAt: day(intervalDays).toISOString(),
});

const mailOf = (
  days: number,
  now: number,
  {
    expires,
    reminder = null,
    rotated,
  }: { readonly expires?: number; readonly reminder?: Key['reminder']; readonly rotated?: number } = {},
) =>
  nextMail(
    {
      createdAt: day(0).toISOString(),
      rotatedAt: rotated === undefined ? null : day(rotated).toISOString(),
      expiresAt: expires === undefined ? null : day(expires).toISOString(),
      reminder,
    },
    days,
    day(now).getTime(),
  );

it.each([
  ['7 days before the rotation date', mailOf(90, 0), 83],
  ['counted from the last rotation', mailOf(30, 20, { rotated: 20 }), 43],
  ['now, when that day has passed', mailOf(30, 25), 25],
  ['now, when the date itself has passed', mailOf(30, 200), 200],
  ['on the date, when the one before it went out already', mailOf(30, 25, { reminder: reminded(30) }), 30],
  ['now, when it is another interval that is set', mailOf(30, 25, { reminder: reminded(90) }), 25],
  ['7 days before the expiry, when that is first', mailOf(90, 0, { expires: 60 }), 53],
  ['7 days before the rotation date, when the expiry is later', mailOf(30, 0, { expires: 60 }), 23],
  ['now, when the expiry is near and no reminder was set', mailOf(90, 55, { expires: 60 }), 55],
  ['on the date, when the expiry was told already', mailOf(30, 28, { expires: 34, reminder: reminded(30) }), 30],
])('the next mail goes out %s', (_, at, expected) => {
  expect(at).toEqual(day(expected));
});

it('no mail follows the one on the date', () => {
  expect(mailOf(30, 31, { reminder: reminded(30) })).toBeNull();
});
