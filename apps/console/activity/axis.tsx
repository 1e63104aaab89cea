import { type KeyActivity } from '../api/types';
import { midnightsOf } from './days';

/** The days below the bars, each where it begins in the reader's own zone. The table tells the same in words. */
export function Axis({ hourly }: { readonly hourly: KeyActivity['hourly'] }) {
  return (
    <div className="axis" aria-hidden>
      {midnightsOf(hourly).map(({ day, at }) => (
        <span key={at} style={{ left: `${String(at * 100)}%` }}>
          {day}
        </span>
      ))}
    </div>
  );
}
