import { Skeleton } from '@mantine/core';
import { text } from '../text/text';
import { count, short } from '../time/format';
import { type KeyFacts } from './key-facts';

/** Requests of the last 24 hours; on the card also of the last 7 days. */
export function Requests({ use, useFailed, withWeek = false }: KeyFacts & { readonly withWeek?: boolean }) {
  if (use === undefined) return useFailed ? <span className="muted">{text.unknown}</span> : <Skeleton w={70} h={14} />;
  const title = text.keys.requests(count(use.last24h), count(use.last7d), count(use.last30d));
  return <div className="requests" title={title}><b>{withWeek ? `${short(use.last24h)} · ${short(use.last7d)}` : short(use.last24h)}</b></div>;
}
