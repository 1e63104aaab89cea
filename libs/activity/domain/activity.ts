import { type Flag } from './flags.js';
import { type KeyStatistics, NEVER_USED } from './key-statistics.js';
import { type CredentialStatus, type KeyFacts, statusOf } from './owner-keys.js';
import { HOUR_MS } from './time.js';
import { type Endpoint, type LastUse, laterEndpoint, type UseCounts, type UseCountsAt } from './uses.js';
import { type Window, type WindowName } from './window.js';

/**
 * When last used (ISO 8601 UTC, accepted requests only; null: never), and uses (accepted and denied) in windows that
 * end now.
 */
export interface Figures extends Readonly<Record<WindowName, number>> {
  readonly lastUsedAt: string | null;
}

export interface CredentialActivity extends Figures {
  readonly credentialId: string;
  readonly hint: string;
  readonly status: CredentialStatus;
}

/** Of credentials that are not shown one by one, together. */
export interface OlderCredentialsActivity extends Figures {
  readonly credentials: number;
}

/** The part of an hour that lies in the last 7 days. */
export interface HourlyUses extends UseCounts {
  /** Start of the hour, ISO 8601 UTC. */
  readonly at: string;
}

export interface KeyActivity extends Figures {
  readonly lastEndpoint: Endpoint | null;
  /** Newest first; see `KeyFacts.credentials`. */
  readonly byCredential: readonly CredentialActivity[];
  /** Null: `byCredential` has all. */
  readonly olderCredentials: OlderCredentialsActivity | null;
  /** Every hour of the last 7 days, oldest first; they add up to `last7d`. */
  readonly hourly: readonly HourlyUses[];
}

export interface KeySummary extends Figures {
  readonly keyId: string;
  readonly lastEndpoint: Endpoint | null;
  readonly flag: Flag | null;
  /** 28 steps of six hours, oldest first, that add up to `last7d`. */
  readonly series: readonly number[];
}

export function keyFigures(statistics: KeyStatistics): Figures & { readonly lastEndpoint: Endpoint | null } {
  const byCredential = [...statistics.values()];
  const sum = (name: WindowName): number => byCredential.reduce((total, { windows }) => total + windows[name], 0);
  const lastUses = byCredential.flatMap(({ lastUse }) => lastUse ?? []);
  const endpoint = lastUses.reduce<LastUse['endpoint']>(
    (latest, { endpoint: seen }) => laterEndpoint(latest, seen),
    null,
  );
  return {
    lastUsedAt: isoOrNull(
      lastUses.length === 0 ? undefined : lastUses.reduce((latest, { at }) => Math.max(latest, at), 0),
    ),
    last24h: sum('last24h'),
    last7d: sum('last7d'),
    last30d: sum('last30d'),
    lastEndpoint: endpoint === null ? null : { method: endpoint.method, path: endpoint.path },
  };
}

export function credentialActivity(
  key: KeyFacts,
  statistics: KeyStatistics,
  now: Date,
): Pick<KeyActivity, 'byCredential' | 'olderCredentials'> {
  const shown = new Set(key.credentials.map(({ credentialId }) => credentialId));
  const { lastUsedAt, last24h, last7d, last30d } = keyFigures(
    new Map([...statistics].filter(([id]) => !shown.has(id))),
  );
  return {
    byCredential: key.credentials.map((credential) => {
      const { credentialId, hint } = credential;
      const { windows, lastUse } = statistics.get(credentialId) ?? NEVER_USED;
      return {
        credentialId,
        hint,
        status: statusOf(credential, key, now),
        lastUsedAt: isoOrNull(lastUse?.at),
        ...windows,
      };
    }),
    olderCredentials:
      key.olderCredentials === 0 ? null : { credentials: key.olderCredentials, lastUsedAt, last24h, last7d, last30d },
  };
}

/**
 * Every hour of `window`, oldest first, the hours without uses too.
 * @param uses sums of the whole hours, and the minutes that are in it at its ends.
 */
export function hourlyUses({ endHours: [first, last] }: Window, uses: readonly UseCountsAt[]): readonly HourlyUses[] {
  const hours = Array.from({ length: (last - first) / HOUR_MS + 1 }, () => ({ accepted: 0, denied: 0 }));
  for (const { at, accepted, denied } of uses) {
    const hour = hours[Math.floor((at - first) / HOUR_MS)];
    if (hour === undefined) continue;
    hour.accepted += accepted;
    hour.denied += denied;
  }
  return hours.map((hour, index) => ({ at: new Date(first + index * HOUR_MS).toISOString(), ...hour }));
}

function isoOrNull(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
