import {
  assertNever,
  hasEnded,
  type IssuedCredential,
  type KeyringEvent,
  type OwnerId,
  type RecordedEvent,
} from '#contracts';

/** What activity knows of one owner, from key-events. Times are ISO 8601 UTC. */
export interface OwnerState {
  readonly ownerId: OwnerId;
  /** Of the last event that is in it; 0: none is. */
  readonly version: number;
  readonly active: boolean;
}

/** An owner, with those of the keys that somebody asked for. */
export interface OwnerKeys extends OwnerState {
  /** In the order they were created. */
  readonly keys: readonly KeyFacts[];
}

/** A key lives on through rotations: its credentials are what its uses are counted by. */
export interface KeyFacts {
  readonly keyId: string;
  readonly ownerId: OwnerId;
  /** Of the event that created it: an owner's keys are in its order. */
  readonly createdIn: number;
  /** Of the last event that changed it. */
  readonly version: number;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  /**
   * Newest first; the first is the current one. Those that were accepted when the key was last rotated, and the newest
   * of the others up to `KEPT_CREDENTIALS`.
   */
  readonly credentials: readonly CredentialFacts[];
  /** How many older ones it had besides. */
  readonly olderCredentials: number;
}

/** More of a key's credentials are not shown one by one. */
export const KEPT_CREDENTIALS = 20;

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

/** The keys that an event may change: of its owner, or all of them. */
export function touchedKeys(event: KeyringEvent): readonly string[] | 'all' {
  if (event.type === 'AllKeysRevoked') return 'all';
  return 'keyId' in event ? [event.keyId] : [];
}

/**
 * `owner` after the next event of its stream, where it holds the keys that the event touches. A key that has the event
 * already, from a try that did not come to its end, stays as it is.
 */
export function evolve(owner: OwnerKeys, recorded: Recorded): OwnerKeys {
  return { ...owner, version: recorded.version, ...changes(owner, recorded) };
}

type Recorded = Pick<RecordedEvent, 'version' | 'at' | 'event'>;

function changes({ ownerId, keys }: OwnerKeys, recorded: Recorded): Partial<OwnerKeys> {
  const { version, at, event } = recorded;
  switch (event.type) {
    case 'KeyCreated':
      return keys.some(({ keyId }) => keyId === event.keyId)
        ? {}
        : { keys: [...keys, created(ownerId, event, version, at)] };
    case 'KeyRotated':
      return change(keys, recorded, (key) => {
        const retired = key.credentials.map(ending([event.retires], event.graceEndsAt));
        return withoutOlder({ ...key, credentials: [current(event.credential), ...retired] }, at);
      });
    case 'GraceEnded':
      return change(keys, recorded, (key) => ({
        ...key,
        credentials: key.credentials.map(ending(event.credentialIds, at)),
      }));
    case 'KeyExpiryChanged':
      return event.expiresAt === null ? {} : change(keys, recorded, cutTo(event.expiresAt));
    case 'KeyRevoked':
    case 'AllKeysRevoked':
      return change(keys, recorded, revoked(at));
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

function created(
  ownerId: OwnerId,
  { keyId, credential }: Extract<KeyringEvent, { type: 'KeyCreated' }>,
  version: number,
  at: string,
): KeyFacts {
  return {
    keyId,
    ownerId,
    createdIn: version,
    version,
    createdAt: at,
    revokedAt: null,
    credentials: [current(credential)],
    olderCredentials: 0,
  };
}

/** Keeps what `KeyFacts.credentials` says of a key that is rotated at `at`. */
export function withoutOlder(key: KeyFacts, at: string): KeyFacts {
  const now = Date.parse(at);
  const credentials = key.credentials.filter(
    ({ graceEndsAt }, index) => index < KEPT_CREDENTIALS || graceEndsAt === null || !hasEnded(graceEndsAt, now),
  );
  const dropped = key.credentials.length - credentials.length;
  return dropped === 0 ? key : { ...key, credentials, olderCredentials: key.olderCredentials + dropped };
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
  return (key) => (key.revokedAt === null ? { ...key, revokedAt: at } : key);
}

/** The keys that the event touches and that have not got it yet, as `changed` makes them. */
function change(
  keys: readonly KeyFacts[],
  { version, event }: Recorded,
  changed: (key: KeyFacts) => KeyFacts,
): Pick<OwnerKeys, 'keys'> {
  const touched = touchedKeys(event);
  return {
    keys: keys.map((key) => {
      if (key.version >= version || (touched !== 'all' && !touched.includes(key.keyId))) return key;
      const next = changed(key);
      return next === key ? key : { ...next, version };
    }),
  };
}
