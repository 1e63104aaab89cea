import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { historyQuery, meQuery } from '../api/queries';
import { type HistoryEntry, type Me } from '../api/types';
import { text } from '../text/text';
import { when } from '../time/format';
import { ExactTime } from '../ui/exact-time';
import { ProblemNote } from '../ui/problem-note';
import { actorName } from './actor';

/** What happened to the key, newest first, and who did it. */
export function KeyHistory({ keyId }: { readonly keyId: string }) {
  const { data: me } = useQuery(meQuery);
  const history = useQuery(historyQuery(keyId));
  return (
    <section>
      <h3>{text.activity.history}</h3>
      {history.isPending && <Skeleton h={80} />}
      <ProblemNote error={history.error} />
      <ul className="events">
        {(history.data ?? []).toReversed().map((entry, at) => (
          <Entry key={at} entry={entry} me={me} />
        ))}
      </ul>
    </section>
  );
}

function Entry({
  entry: { at, type, by, details },
  me,
}: {
  readonly entry: HistoryEntry;
  readonly me: Me | undefined;
}) {
  const { reason } = details;
  return (
    <li>
      <span dir="auto">
        {text.activity.events[type]}
        {typeof reason === 'string' && <span className="muted"> · {text.activity.reason(reason)}</span>}
      </span>
      <div className="sub dotted">
        <ExactTime iso={at}>{when(at)}</ExactTime>
        <span>{text.activity.by(actorName(by, me))}</span>
      </div>
    </li>
  );
}
