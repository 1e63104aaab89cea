import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { actorName } from '../activity/actor';
import { meQuery } from '../api/queries';
import { type HistoryEntry } from '../api/types';
import { text } from '../text/text';
import { when } from '../time/format';
import { ExactTime } from '../ui/exact-time';
import { ProblemNote } from '../ui/problem-note';
import { memberHistoryQuery } from './member-queries';

/** What changed the member's access, newest first, and who did it. */
export function MemberHistory({ userId }: { readonly userId: string }) {
  const { data: me } = useQuery(meQuery);
  const history = useQuery(memberHistoryQuery(userId));
  const names = namesOf(history.data ?? []);
  return (
    <section>
      <h3>{text.activity.history}</h3>
      {history.isPending && <Skeleton h={80} />}
      <ProblemNote error={history.error} />
      <ul className="events">
        {(history.data ?? []).map((entry, at) => (
          <li key={at}>
            <span dir="auto">
              {text.members.events[entry.type]}
              <span className="muted">{aboutOf(entry, names).map((about) => ` · ${about}`)}</span>
            </span>
            <div className="sub dotted">
              <ExactTime iso={entry.at}>{when(entry.at)}</ExactTime>
              <span>{text.activity.by(actorName(entry.by, me))}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Names = ReadonlyMap<unknown, string>;

/** Only the event that creates a key names it. */
function namesOf(history: readonly HistoryEntry[]): Names {
  return new Map(
    history.flatMap(({ details: { keyId, name } }) => (typeof name === 'string' ? [[keyId, name] as const] : [])),
  );
}

function aboutOf({ details: { keyId, role, reason } }: HistoryEntry, names: Names): readonly string[] {
  const name = names.get(keyId);
  return [
    ...(name === undefined ? [] : [name]),
    ...(typeof role === 'string' ? [role] : []),
    ...(typeof reason === 'string' ? [text.activity.reason(reason)] : []),
  ];
}
