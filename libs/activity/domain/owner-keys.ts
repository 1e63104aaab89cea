import {
  assertNever,
  hasEnded,
  type IssuedCredential,
  type KeyringEvent,
  type OwnerId,
  type RecordedEvent,
} from '#contracts';

/** What activity knows of one owner, from key-events. Times are ISO 8601 UTC. */
export interface OwnerKeys {
  readonly ownerId: OwnerId;
  /** Of the last event that is in it; 0: none is. */
  readonly version: number;
  readonly active: boolean;
  /** In the order they were created. */
  readonly keys: readonly KeyFacts[];
}

/** A key lives on through rotations: its credentials are what its uses are counted by. */
export interface KeyFacts {
  readonly keyId: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  /** Newest first; the first is the current one. */
  readonly credentials: readonly CredentialFacts[];
}

export interface CredentialFacts {
  readonly credentialId: string;
  readonly hint: string;
  /** When it stops working because its key was rotated; null for the current one. */
  readonly graceEndsAt: string | null;
}

/** `grace`: replaced, but still accepted. */
export type CredentialStatus = 'current' | 'grace' | 'retired';

export function noKeys(ownerId: OwnerId): OwnerKeys {
  return { ownerId, version: 0, active: true, keys: [] };
}

/** `owner` after the next event of its stream. */
export function evolve(
  owner: OwnerKeys,
  { version, at, event }: Pick<RecordedEvent, 'version' | 'at' | 'event'>,
): OwnerKeys {
  return { ...owner, version, ...changes(owner, event, at) };
}

function changes({ keys }: OwnerKeys, event: KeyringEvent, at: string): Partial<OwnerKeys> {
  switch (event.type) {
    case 'KeyCreated':
      return {
        keys: [
          ...keys,
          { keyId: event.keyId, createdAt: at, revokedAt: null, credentials: [current(event.credential)] },
        ],
      };
    case 'KeyRotated':
      return change(keys, event.keyId, (key) => ({
        ...key,
        credentials: [current(event.credential), ...key.credentials.map(ending([event.retires], event.graceEndsAt))],
      }));
    case 'GraceEnded':
      return change(keys, event.keyId, (key) => ({
        ...key,
        credentials: key.credentials.map(ending(event.credentialIds, at)),
      }));
    case 'KeyExpiryChanged':
      return event.expiresAt === null ? {} : change(keys, event.keyId, cutTo(event.expiresAt));
    case 'KeyRevoked':
      return change(keys, event.keyId, revoked(at));
    case 'AllKeysRevoked':
      return { keys: keys.map(revoked(at)) };
    case 'OwnerDeactivated':
      return { active: false };
    case 'OwnerReactivated':
      return { active: true };
    case 'OwnerRoleChanged':
    case 'OwnerSeen':
    case 'KeyRenamed':
    case 'KeyPaused':
    case 'KeyResumed':
    case 'RotationReminderSet':
    case 'RotationReminderCleared':
      return {};
    default:
      return assertNever(event);
  }
}

export function statusOf({ graceEndsAt }: CredentialFacts, { revokedAt }: KeyFacts, now: Date): CredentialStatus {
  if (graceEndsAt === null) return 'current';
  return revokedAt !== null || hasEnded(graceEndsAt, now.getTime()) ? 'retired' : 'grace';
}

function current({ credentialId, hint }: IssuedCredential): CredentialFacts {
  return { credentialId, hint, graceEndsAt: null };
}

function ending(
  credentialIds: readonly string[],
  graceEndsAt: string,
): (credential: CredentialFacts) => CredentialFacts {
  return (credential) =>
    credentialIds.includes(credential.credentialId) ? { ...credential, graceEndsAt } : credential;
}

/** No grace outlasts the expiry of its key. */
function cutTo(expiresAt: string): (key: KeyFacts) => KeyFacts {
  const cut = (graceEndsAt: string | null): string | null =>
    graceEndsAt !== null && Date.parse(expiresAt) < Date.parse(graceEndsAt) ? expiresAt : graceEndsAt;
  return (key) => ({
    ...key,
    credentials: key.credentials.map((credential) => ({ ...credential, graceEndsAt: cut(credential.graceEndsAt) })),
  });
}

function revoked(at: string): (key: KeyFacts) => KeyFacts {
  return (key) => ({ ...key, revokedAt: key.revokedAt ?? at });
}

function change(
  keys: readonly KeyFacts[],
  keyId: string,
  changed: (key: KeyFacts) => KeyFacts,
): Pick<OwnerKeys, 'keys'> {
  return { keys: keys.map((key) => (key.keyId === keyId ? changed(key) : key)) };
}
