import { Skeleton } from '@mantine/core';
import { Bars } from '../activity/bars';
import { text } from '../text/text';
import { count, short } from '../time/format';
import { type KeyFacts } from './key-facts';

const WIDTH = 96;
const HEIGHT = 26;

/**
 * Requests of the last 24 hours, on the card also of the last 7 days, and those days as bars; no bars where there was
 * nothing.
 */
export function Requests({ item, use, useFailed, withWeek = false }: KeyFacts & { readonly withWeek?: boolean }) {
  if (use === undefined) return useFailed ? <span className="muted">{text.unknown}</span> : <Skeleton w={70} h={14} />;
  const title = text.keys.requests(count(use.last24h), count(use.last7d), count(use.last30d));
  return (
    <div className="requests" title={title}>
      <b>{withWeek ? `${short(use.last24h)} · ${short(use.last7d)}` : short(use.last24h)}</b>
      {use.last7d > 0 && (
        <Bars
          uses={use.series.map((accepted) => ({ accepted, denied: 0 }))}
          width={WIDTH}
          height={HEIGHT}
          name={item.name}
        />
      )}
    </div>
  );
}
