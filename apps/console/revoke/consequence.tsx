import { type Summary } from '../api/types';
import { text } from '../text/text';
import { ago, count } from '../time/format';
import { Note } from '../ui/note';
import { useNow } from '../ui/now';

/** What stops when the key does, in numbers. */
export function Consequence({ use }: { readonly use: Summary | undefined }) {
  const now = useNow();
  if (use === undefined) return <Note kind="info">{text.revoke.useUnknown}</Note>;
  if (use.lastUsedAt === null) return <Note kind="info">{text.revoke.neverUsed}</Note>;
  const latest = ago(use.lastUsedAt, now);
  if (use.last24h === 0) return <Note kind="info">{text.revoke.quiet(latest)}</Note>;
  const { lastEndpoint } = use;
  return (
    <Note kind="bad">
      {text.revoke.inUse(count(use.last24h), latest)}
      {lastEndpoint !== null && text.revoke.at(`${lastEndpoint.method} ${lastEndpoint.path}`)}.
    </Note>
  );
}
