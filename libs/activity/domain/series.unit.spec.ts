import { describe, expect, it } from '@jest/globals';
import { NO_SERIES, seriesByKey } from './series.js';
import { atTheEnds, windowUntil, WINDOWS } from './window.js';

const usesAt = (at: string, accepted: number, denied = 0, keyId = 'k1') => ({
  keyId,
  credentialId: 'c1',
  at: Date.parse(at),
  accepted,
  denied,
});
const series = (now: string, ...uses: readonly ReturnType<typeof usesAt>[]) =>
  seriesByKey(windowUntil(new Date(now), WINDOWS.last7d), uses);
const shown = (...steps: readonly (readonly [step: number, uses: number])[]) =>
  NO_SERIES.map((_, step) => steps.find(([each]) => each === step)?.[1] ?? 0);

describe('the series of a key', () => {
  it('has 28 steps of six hours; the last ends with the hour of now', () => {
    expect(
      series(
        '2026-01-31T12:30:20Z',
        usesAt('2026-01-31T12:30:00Z', 1),
        usesAt('2026-01-31T07:00:00Z', 2),
        usesAt('2026-01-31T06:00:00Z', 4),
        usesAt('2026-01-24T13:00:00Z', 8),
      ).get('k1'),
    ).toEqual(shown([27, 3], [26, 4], [0, 8]));
  });

  it('sums up accepted and denied, of every credential, and of no other key', () => {
    const both = series(
      '2026-01-31T12:30:20Z',
      usesAt('2026-01-31T12:00:00Z', 1, 2),
      usesAt('2026-01-31T11:00:00Z', 4, 0),
      usesAt('2026-01-31T11:00:00Z', 0, 8, 'k2'),
    );
    expect([both.get('k1'), both.get('k2'), both.get('k3')]).toEqual([shown([27, 7]), shown([27, 8]), undefined]);
  });

  it.each(['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00.001Z', '2026-01-31T12:59:59.999Z', '2026-01-31T12:30:20Z'])(
    'adds up to the last 7 days, their first minutes and the newest too: at %s',
    (text) => {
      const window = windowUntil(new Date(text), WINDOWS.last7d);
      const everyMinute = Array.from({ length: 8 * 24 * 60 }, (_, minute) =>
        usesAt(new Date(Date.parse('2026-01-24T00:00:00Z') + minute * 60_000).toISOString(), 1),
      );
      const whole = everyMinute.filter(({ at }) => at >= window.wholeHours.from && at < window.wholeHours.to);
      const steps = seriesByKey(window, [...whole, ...atTheEnds(window, everyMinute)]).get('k1') ?? [];
      expect(steps).toHaveLength(28);
      expect(steps.reduce((sum, uses) => sum + uses, 0)).toBe(
        everyMinute.filter(({ at }) => at > window.after && at <= window.until).length,
      );
      expect(steps.slice(1, 27)).toEqual(Array.from({ length: 26 }, () => 360));
    },
  );
});
