import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hourlyUses } from './activity.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, startOf } from './time.js';
import { type UseCountsAt } from './uses.js';
import { atTheEnds, type Window, WINDOW_NAMES, WINDOWS, windowUntil } from './window.js';

const use = (at: string | number): UseCountsAt => ({
  keyId: 'k1',
  credentialId: 'c1',
  at: new Date(at).getTime(),
  accepted: 1,
  denied: 0,
});
const sum = (uses: readonly UseCountsAt[]): number =>
  uses.reduce((total, { accepted, denied }) => total + accepted + denied, 0);

/** As it is read from a store: sums of the whole hours, minutes of the hours at the ends. */
function inWindow(window: Window, minutes: readonly UseCountsAt[]): readonly UseCountsAt[] {
  const { from, to } = window.wholeHours;
  const hours = minutes
    .map((minute) => ({ ...minute, at: startOf(HOUR_MS, minute.at) }))
    .filter(({ at }) => at >= from && at < to);
  return [
    ...hours,
    ...atTheEnds(
      window,
      minutes.filter(({ at }) => window.endHours.includes(startOf(HOUR_MS, at))),
    ),
  ];
}

describe('a window', () => {
  const window = windowUntil(new Date('2026-01-31T12:30:20Z'), DAY_MS);

  it.each([
    ['2026-01-30T12:30:00Z', 0, 'the minute in which it begins'],
    ['2026-01-30T12:31:00Z', 1, 'the minute after'],
    ['2026-01-30T13:00:00Z', 1, 'the first whole hour'],
    ['2026-01-31T11:59:00Z', 1, 'the last whole hour'],
    ['2026-01-31T12:30:00Z', 1, 'the minute that is now'],
    ['2026-01-31T12:31:00Z', 0, 'a minute to come'],
    ['2026-01-31T13:00:00Z', 0, 'an hour to come'],
  ])('takes %s %d times: %s', (at, times) => {
    expect(sum(inWindow(window, [use(at)]))).toBe(times);
  });

  it('of 24 hours has exactly 1,440 minutes, at any time, also on the hour', () => {
    for (const now of ['2026-01-31T12:30:20Z', '2026-01-31T12:00:00Z', '2026-01-31T00:59:59.999Z']) {
      const minutes = Array.from({ length: 4000 }, (_, n) =>
        use(startOf(MINUTE_MS, Date.parse(now)) + (60 - n) * MINUTE_MS),
      );
      expect(sum(inWindow(windowUntil(new Date(now), DAY_MS), minutes))).toBe(1440);
    }
  });

  it('has what a count of the minutes one by one has, whatever was used when', () => {
    const start = Date.parse('2026-01-31T12:00:00Z');
    const minute = fc.integer({ min: -31 * 1440, max: 120 }).map((offset) => use(start + offset * MINUTE_MS));
    fc.assert(
      fc.property(
        fc.array(minute, { maxLength: 60 }),
        fc.integer({ min: 0, max: 2 * HOUR_MS }),
        fc.constantFrom(...WINDOW_NAMES),
        (minutes, later, name) => {
          const now = start + later;
          const oneByOne = minutes.filter(({ at }) => at > now - WINDOWS[name] && at <= now);
          expect(sum(inWindow(windowUntil(new Date(now), WINDOWS[name]), minutes))).toBe(oneByOne.length);
        },
      ),
    );
  });
});

describe('the hourly series', () => {
  const now = new Date('2026-01-31T12:30:20Z');
  const window = windowUntil(now, WINDOWS.last7d);

  it('has every hour from 7 days ago until now, also those without uses', () => {
    const series = hourlyUses(window, []);
    expect(series).toHaveLength(169);
    expect(series[0]).toEqual({ at: '2026-01-24T12:00:00.000Z', accepted: 0, denied: 0 });
    expect(series.at(-1)?.at).toBe('2026-01-31T12:00:00.000Z');
  });

  it('puts uses into their hours, accepted and denied apart', () => {
    const series = hourlyUses(
      window,
      inWindow(window, [
        use('2026-01-31T12:01Z'),
        { ...use('2026-01-31T12:02Z'), denied: 5 },
        use('2026-01-24T12:31Z'),
        use('2026-01-24T12:30Z'),
        use('2026-01-30T00:00Z'),
      ]),
    );
    expect(series.filter(({ accepted, denied }) => accepted + denied > 0)).toEqual([
      { at: '2026-01-24T12:00:00.000Z', accepted: 1, denied: 0 },
      { at: '2026-01-30T00:00:00.000Z', accepted: 1, denied: 0 },
      { at: '2026-01-31T12:00:00.000Z', accepted: 2, denied: 5 },
    ]);
  });

  it('adds up to the 7 days', () => {
    const minutes = Array.from({ length: 500 }, (_, n) => use(now.getTime() - 20_000 - n * 37 * MINUTE_MS));
    const total = hourlyUses(window, inWindow(window, minutes)).reduce(
      (all, { accepted, denied }) => all + accepted + denied,
      0,
    );
    expect(total).toBe(sum(inWindow(window, minutes)));
    expect(total).toBe(Math.floor((7 * 1440 - 1) / 37) + 1);
  });
});
