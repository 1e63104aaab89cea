import { Skeleton } from '@mantine/core';
import { BellRing, CirclePause, Clock3, Flame, Moon, TriangleAlert } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { type Key, type Summary } from '../api/types';
import { text } from '../text/text';
import { ago, isWithinDays, whenExactly } from '../time/format';
import { ExactTime } from '../ui/exact-time';
import { useNow } from '../ui/now';
import { Tag } from '../ui/tag';

const SOON_DAYS = 7;

export interface KeyFacts {
  readonly item: Key;
  readonly use: Summary | undefined;
  /** The use could not be loaded. */
  readonly useFailed: boolean;
}

/** Name, start and what is to be known at a glance. */
export function Identity({ item, use }: KeyFacts) {
  const { search } = useLocation();
  const isActive = item.status === 'active';
  return (
    <>
      <Link className="name" to={{ pathname: `/key/${item.keyId}`, search }} dir="auto">
        {item.name}
      </Link>
      <div className="sub">
        <span className="mono">{item.hint}…</span>
        <Tag>{text.scopes[item.scope]}</Tag>
        {item.mode === 'test' && <Tag>{text.modes.test}</Tag>}
        {item.status === 'revoked' || item.status === 'expired' ? (
          <Tag kind="bad">{text.keys.statuses[item.status]}</Tag>
        ) : null}
        {item.status === 'paused' && (
          <Tag kind="warn" icon={CirclePause}>
            {text.keys.statuses.paused}
          </Tag>
        )}
        {isActive && <GraceTag item={item} />}
        {isActive && use?.flag === 'busy' && (
          <Tag kind="info" icon={Flame}>
            {text.keys.busy}
          </Tag>
        )}
        {isActive && use?.flag === 'idle' && <Tag icon={Moon}>{text.keys.idle}</Tag>}
        {item.reminder !== null && (
          <Tag icon={BellRing} title={text.keys.reminderDue(whenExactly(item.reminder.dueAt))}>
            <span className="visually-hidden">{text.keys.reminderEvery}</span>
            {text.keys.reminder(item.reminder.intervalDays)}
          </Tag>
        )}
      </div>
    </>
  );
}

function GraceTag({ item }: { readonly item: Key }) {
  const now = useNow();
  const until = item.credentials.find(({ status }) => status === 'grace')?.activeUntil;
  if (until == null) return null;
  return (
    <Tag kind="info" icon={Clock3} title={text.keys.until(whenExactly(until))}>
      {text.keys.oldKeyStops(ago(until, now))}
    </Tag>
  );
}

export function Age({ item }: { readonly item: Key }) {
  const since = item.rotatedAt ?? item.createdAt;
  const title = item.rotatedAt === null ? text.keys.created(whenExactly(since)) : text.keys.rotated(whenExactly(since));
  return (
    <>
      <ExactTime iso={since} title={title}>
        {text.keys.days(item.ageDays)}
      </ExactTime>
      {item.rotationDue && (
        <div className="sub">
          <Tag kind="warn" icon={TriangleAlert}>
            {text.keys.olderThan90}
          </Tag>
        </div>
      )}
    </>
  );
}

export function LastUsed({ use, useFailed }: Omit<KeyFacts, 'item'>) {
  const now = useNow();
  if (use === undefined) return useFailed ? <span className="muted">{text.unknown}</span> : <Skeleton w={70} h={14} />;
  if (use.lastUsedAt === null) return <span className="muted">{text.never}</span>;
  const endpoint = use.lastEndpoint === null ? null : `${use.lastEndpoint.method} ${use.lastEndpoint.path}`;
  return (
    <>
      <ExactTime iso={use.lastUsedAt}>{ago(use.lastUsedAt, now)}</ExactTime>
      {endpoint !== null && (
        <div className="sub mono">
          <span className="path" title={endpoint}>
            {endpoint}
          </span>
        </div>
      )}
    </>
  );
}

export function Expiry({ item }: { readonly item: Key }) {
  const now = useNow();
  if (item.revokedAt !== null)
    return (
      <ExactTime iso={item.revokedAt} className="muted">
        {text.keys.revokedAgo(ago(item.revokedAt, now))}
      </ExactTime>
    );
  if (item.expiresAt === null) return <span className="muted">{text.never}</span>;
  if (item.status === 'expired')
    return (
      <ExactTime iso={item.expiresAt} className="muted">
        {text.keys.expiredAgo(ago(item.expiresAt, now))}
      </ExactTime>
    );
  return (
    <ExactTime iso={item.expiresAt} className={isWithinDays(item.expiresAt, SOON_DAYS, now) ? 'tag warn' : undefined}>
      {ago(item.expiresAt, now)}
    </ExactTime>
  );
}
