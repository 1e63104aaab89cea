import { type KeyActivity } from '../api/types';
import { text } from '../text/text';
import { type Uses } from './bars';

type Hours = KeyActivity['hourly'];

export interface Day extends Uses {
  /** In the reader's own zone. */
  readonly day: string;
}

const dayOf = new Intl.DateTimeFormat(text.locale, { weekday: 'short', day: 'numeric', month: 'short' });

/** The hours summed up by the reader's own days, oldest first. */
export function daysOf(hourly: Hours): readonly Day[] {
  const days = new Map<string, Day>();
  for (const { at, accepted, denied } of hourly) {
    const day = dayOf.format(new Date(at));
    const before = days.get(day) ?? { day, accepted: 0, denied: 0 };
    days.set(day, { day, accepted: before.accepted + accepted, denied: before.denied + denied });
  }
  return [...days.values()];
}

const weekdayOf = new Intl.DateTimeFormat(text.locale, { weekday: 'short' });

/** Where the reader's days begin among the hours, as parts of their whole. */
export function midnightsOf(hourly: Hours): readonly { readonly day: string; readonly at: number }[] {
  return hourly.flatMap(({ at }, index) => {
    const hour = new Date(at);
    return hour.getHours() === 0 ? [{ day: weekdayOf.format(hour), at: index / hourly.length }] : [];
  });
}

/** Sums of `size` hours each, oldest first. */
export function sumsOf(hourly: Hours, size: number): readonly Uses[] {
  return Array.from({ length: Math.ceil(hourly.length / size) }, (_, at) =>
    hourly
      .slice(at * size, (at + 1) * size)
      .reduce<Uses>(
        (sum, { accepted, denied }) => ({ accepted: sum.accepted + accepted, denied: sum.denied + denied }),
        { accepted: 0, denied: 0 },
      ),
  );
}
