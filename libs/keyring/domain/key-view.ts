import { hasEnded, type Mode, type ReminderInterval, type Scope } from '#contracts';
import { isActive, isExpired, type Key, type RetiredCredential, RETIRED_SHOWN } from './keyring.js';
import { addDays, DAY_MS, earliest } from './time.js';

export const KEY_STATUSES = ['active', 'paused', 'expired', 'revoked'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

const ROTATION_DUE_MS = 90 * DAY_MS;

/** A key as its owner sees it at one moment. Times are ISO 8601 UTC. */
export interface KeyView {
  readonly keyId: string;
  readonly name: string;
  readonly scope: Scope;
  readonly mode: Mode;
  readonly status: KeyStatus;
  /** Of the current credential. */
  readonly hint: string;
  readonly createdAt: string;
  readonly rotatedAt: string | null;
  /** Whole days since the current credential was issued. */
  readonly ageDays: number;
  /** A key that is neither revoked nor expired, and whose current credential is older than 90 days. */
  readonly rotationDue: boolean;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly revokedReason: string | null;
  readonly reminder: { readonly intervalDays: ReminderInterval; readonly dueAt: string } | null;
  /** Newest first: the current one, those in grace, and the newest of those that have stopped working. */
  readonly credentials: readonly CredentialView[];
  /** How many more have stopped working before. */
  readonly olderCredentials: number;
}

export interface CredentialView {
  readonly credentialId: string;
  readonly hint: string;
  readonly createdAt: string;
  /** `grace`: replaced, but still accepted. */
  readonly status: 'current' | 'grace' | 'retired';
  /** When it stops or stopped working; null: no end is set. */
  readonly activeUntil: string | null;
}

export function keyView(key: Key, now: Date): KeyView {
  const { keyId, name, scope, mode, createdAt, expiresAt, current, retired, reminder } = key;
  const status = statusOf(key, now);
  const revocation = key.state === 'revoked' ? key : null;
  const age = now.getTime() - current.issuedAt.getTime();
  const views = retired.map((credential) => retiredView(credential, key, now));
  const shown = views.filter((view, place) => place < RETIRED_SHOWN || view.status === 'grace');
  return {
    keyId,
    name,
    scope,
    mode,
    status,
    hint: current.hint,
    createdAt: createdAt.toISOString(),
    rotatedAt: retired.length === 0 ? null : current.issuedAt.toISOString(),
    ageDays: Math.max(0, Math.floor(age / DAY_MS)),
    rotationDue: isActive(key, now) && age > ROTATION_DUE_MS,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revocation?.revokedAt.toISOString() ?? null,
    revokedReason: revocation?.revokedReason ?? null,
    reminder:
      reminder === null ? null : { intervalDays: reminder, dueAt: addDays(current.issuedAt, reminder).toISOString() },
    credentials: [currentView(key), ...shown],
    olderCredentials: key.retiredLongAgo + views.length - shown.length,
  };
}

/** What cannot be undone comes first. */
function statusOf(key: Key, now: Date): KeyStatus {
  if (key.state === 'revoked') return 'revoked';
  if (isExpired(key, now)) return 'expired';
  return key.paused ? 'paused' : 'active';
}

function currentView(key: Key): CredentialView {
  const { credentialId, hint, issuedAt } = key.current;
  const end = key.state === 'revoked' ? earliest(key.revokedAt, key.expiresAt) : key.expiresAt;
  return {
    credentialId,
    hint,
    createdAt: issuedAt.toISOString(),
    status: 'current',
    activeUntil: end?.toISOString() ?? null,
  };
}

function retiredView(
  { credentialId, hint, issuedAt, graceEndsAt }: RetiredCredential,
  key: Key,
  now: Date,
): CredentialView {
  const end = earliest(graceEndsAt, key.state === 'revoked' ? key.revokedAt : null);
  return {
    credentialId,
    hint,
    createdAt: issuedAt.toISOString(),
    status: hasEnded(end, now.getTime()) ? 'retired' : 'grace',
    activeUntil: end.toISOString(),
  };
}
