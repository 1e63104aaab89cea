import { describe, expect, it } from '@jest/globals';
import { daysOf, sumsOf } from './days';

const HOUR = 3_600_000;
const hoursFrom = (start: Date, length: number) =>
  Array.from({ length }, (_, at) => ({
    at: new Date(start.getTime() + at * HOUR).toISOString(),
    accepted: 1,
    denied: at % 2,
  }));

describe('days of a key', () => {
  it('are the reader’s own days, oldest first', () => {
    const days = daysOf(hoursFrom(new Date(2026, 10, 27, 22), 4));
    expect(days).toEqual([
      { day: 'Fri, 27 Nov', accepted: 2, denied: 1 },
      { day: 'Sat, 28 Nov', accepted: 2, denied: 1 },
    ]);
  });

  it('lose no hour', () => {
    const hourly = hoursFrom(new Date(2026, 9, 22, 13), 168);
    const sum = (values: readonly { readonly accepted: number; readonly denied: number }[]) =>
      values.reduce((total, { accepted, denied }) => total + accepted + denied, 0);
    expect([sum(daysOf(hourly)), sum(sumsOf(hourly, 4)), sum(sumsOf(hourly, 5))]).toEqual([252, 252, 252]);
  });

  it('are none without hours', () => {
    expect([daysOf([]), sumsOf([], 4)]).toEqual([[], []]);
  });
});

describe('sums of hours', () => {
  it('are of as many hours as asked for; the last may have fewer', () => {
    expect(sumsOf(hoursFrom(new Date(2026, 0, 1), 10), 4).map(({ accepted }) => accepted)).toEqual([4, 4, 2]);
  });
});
