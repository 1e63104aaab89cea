import { assertNever, type IssuedCredential, type KeyringEvent, type RecordedEvent } from '#contracts';
import { type Credential, type IssuedKey, type Key, type Keyring, type Owner } from './keyring.js';
import { earliest, isEarlier } from './time.js';

/** An event and when it happened: all that the fold needs of a recorded event. */
export type Happened = Pick<RecordedEvent, 'event' | 'at'>;

/** The keyring after `event`. Pure; `keyring` stays as it is. */
export function evolve(keyring: Keyring, { event, at }: Happened): Keyring {
  const time = new Date(at);
  switch (event.type) {
    case 'KeyCreated':
      return { owner: { ...keyring.owner, seen: true }, keys: [...keyring.keys, createdKey(event, time)] };
    case 'KeyRotated':
      return withKey(keyring, event.keyId, (key) => ({
        ...key,
        current: credentialOf(event.credential, time),
        retired: [{ ...key.current, graceEndsAt: new Date(event.graceEndsAt), endedByHand: false }, ...key.retired],
      }));
    case 'KeyRenamed':
      return withKey(keyring, event.keyId, (key) => ({ ...key, name: event.name }));
    case 'KeyExpiryChanged':
      return withKey(keyring, event.keyId, (key) =>
        expiringAt(key, event.expiresAt === null ? null : new Date(event.expiresAt)),
      );
    case 'KeyPaused':
      return withKey(keyring, event.keyId, (key) => ({ ...key, paused: true }));
    case 'KeyResumed':
      return withKey(keyring, event.keyId, (key) => ({ ...key, paused: false }));
    case 'GraceEnded':
      return withKey(keyring, event.keyId, (key) => ({
        ...key,
        retired: key.retired.map((credential) =>
          event.credentialIds.includes(credential.credentialId)
            ? { ...credential, graceEndsAt: time, endedByHand: true }
            : credential,
        ),
      }));
    case 'KeyRevoked':
      return withKey(keyring, event.keyId, (key) => revoked(key, time, event.reason));
    case 'AllKeysRevoked':
      return {
        ...keyring,
        keys: keyring.keys.map((key) => (key.state === 'issued' ? revoked(key, time, event.reason) : key)),
      };
    case 'RotationReminderSet':
      return withKey(keyring, event.keyId, (key) => ({ ...key, reminder: event.intervalDays }));
    case 'RotationReminderCleared':
      return withKey(keyring, event.keyId, (key) => ({ ...key, reminder: null }));
    case 'OwnerRoleChanged':
      return withOwner(keyring, {
        role: { role: event.role, toldAt: new Date(event.toldAt) },
        seen: keyring.owner.seen || event.source === 'token',
      });
    case 'OwnerSeen':
      return withOwner(keyring, { seen: true });
    case 'OwnerDeactivated':
      return withOwner(keyring, { active: false });
    case 'OwnerReactivated':
      return withOwner(keyring, { active: true });
    default:
      return assertNever(event);
  }
}

function createdKey(event: Extract<KeyringEvent, { type: 'KeyCreated' }>, time: Date): IssuedKey {
  return {
    state: 'issued',
    keyId: event.keyId,
    name: event.name,
    scope: event.scope,
    mode: event.mode,
    createdAt: time,
    expiresAt: event.expiresAt === null ? null : new Date(event.expiresAt),
    expiryCutShort: false,
    paused: false,
    current: credentialOf(event.credential, time),
    retired: [],
    reminder: null,
  };
}

function credentialOf({ credentialId, hint }: IssuedCredential, issuedAt: Date): Credential {
  return { credentialId, hint, issuedAt };
}

/** A grace never outlasts the expiry, and what was cut off it does not come back. */
function expiringAt(key: IssuedKey, expiresAt: Date | null): IssuedKey {
  const retired = key.retired.map((credential) => ({
    ...credential,
    graceEndsAt: earliest(credential.graceEndsAt, expiresAt),
  }));
  return { ...key, expiresAt, expiryCutShort: isEarlier(expiresAt, key.expiresAt), retired };
}

/** A revocation also cancels the reminder. */
function revoked(key: IssuedKey, revokedAt: Date, revokedReason: string | null): Key {
  return { ...key, state: 'revoked', revokedAt, revokedReason, reminder: null };
}

/** A revoked key is beyond change: nothing brings it back. */
function withKey(keyring: Keyring, keyId: string, change: (key: IssuedKey) => Key): Keyring {
  return {
    ...keyring,
    keys: keyring.keys.map((key) => (key.keyId === keyId && key.state === 'issued' ? change(key) : key)),
  };
}

function withOwner(keyring: Keyring, change: Partial<Owner>): Keyring {
  return { ...keyring, owner: { ...keyring.owner, ...change } };
}
