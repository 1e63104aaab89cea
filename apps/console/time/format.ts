import { text } from '../text/text';

const DAY_MS = 86_400_000;
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY_MS],
  ['month', 30 * DAY_MS],
  ['day', DAY_MS],
  ['hour', DAY_MS / 24],
  ['minute', 60_000],
];

const relative = new Intl.RelativeTimeFormat(text.locale, { numeric: 'always' });
const DATE_AND_TIME = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
const dateAndTime = new Intl.DateTimeFormat(text.locale, DATE_AND_TIME);
const dateTimeAndZone = new Intl.DateTimeFormat(text.locale, { ...DATE_AND_TIME, timeZoneName: 'short' });
const whole = new Intl.NumberFormat(text.locale);
const compact = new Intl.NumberFormat(text.locale, { notation: 'compact', maximumFractionDigits: 1 });

/**
 * “3 days ago”, “in 2 months”; “just now” below a minute. Never “yesterday” or “last week”: a difference is not a day
 * of the calendar.
 */
export function ago(iso: string, now: number): string {
  const difference = Date.parse(iso) - now;
  const unit = UNITS.find(([, size]) => Math.abs(difference) >= size);
  return unit === undefined ? text.justNow : relative.format(Math.round(difference / unit[1]), unit[0]);
}

/** In the reader's own zone: “26 Feb 2027, 13:34”. */
export function when(iso: string): string {
  return dateAndTime.format(new Date(iso));
}

/** With the zone named: “26 Feb 2027, 13:34 GMT+1”. */
export function whenExactly(iso: string): string {
  return dateTimeAndZone.format(new Date(iso));
}

export function count(n: number): string {
  return whole.format(n);
}

/** “2.4K” */
export function short(n: number): string {
  return compact.format(n);
}

export function isWithinDays(iso: string, days: number, now: number): boolean {
  return Date.parse(iso) - now < days * DAY_MS;
}

export function addDays(now: number, days: number): Date {
  return new Date(now + days * DAY_MS);
}
