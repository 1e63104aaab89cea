import { type Key } from '../api/types';
import { text } from '../text/text';
import { ago, when } from '../time/format';
import { ExactTime } from '../ui/exact-time';
import { useNow } from '../ui/now';

/** When the key stops by itself. The list has no room for it on narrow windows. */
export function KeyExpiry({ item: { expiresAt, revokedAt } }: { readonly item: Key }) {
  const now = useNow();
  if (revokedAt !== null) return null;
  if (expiresAt === null) return <p className="plain">{text.activity.neverExpires}</p>;
  const told = Date.parse(expiresAt) > now ? text.activity.expires : text.activity.expired;
  return (
    <p className="plain">
      <ExactTime iso={expiresAt}>{told(ago(expiresAt, now), when(expiresAt))}</ExactTime>
    </p>
  );
}
