import { assertNever, hasEnded, type IssuedCredential, type KeyringEventOf, type RecordedEvent } from '#contracts';
import {
  type Credential,
  type IssuedKey,
  type Key,
  type Keyring,
  type RetiredCredential,
  RETIRED_SHOWN,
} from './keyring.js';
import { KeyringDraft } from './keyring-draft.js';
import { CLOCK_SKEW_MS, earliest, isEarlier } from './time.js';

/** An event and when it happened: all that the fold needs of a recorded event. */
export type Happened = Pick<RecordedEvent, 'event' | 'at'>;

/** The keyring after all of `history`, oldest first, in linear time. Pure; `keyring` stays as it is. */
export function fold(keyring: Keyring, history: readonly Happened[]): Keyring {
  if (history.length === 0) return keyring;
  const draft = new KeyringDraft(keyring);
  for (const happened of history) evolve(draft, happened);
  return draft.keyring();
}

function evolve(draft: KeyringDraft, { event, at }: Happened): void {
  const time = new Date(at);
  draft.count(event, time);
  switch (event.type) {
    case 'KeyCreated':
      draft.changeOwner({ seen: true });
      draft.add(createdKey(event, time));
      return;
    case 'KeyRotated':
      draft.changeKey(event.keyId, (key) => rotated(key, event, time));
      return;
    case 'KeyRenamed':
      draft.changeKey(event.keyId, (key) => ({ ...key, name: event.name }));
      return;
    case 'KeyExpiryChanged':
      draft.changeKey(event.keyId, (key) =>
        expiringAt(key, event.expiresAt === null ? null : new Date(event.expiresAt)),
      );
      return;
    case 'KeyPaused':
      draft.changeKey(event.keyId, (key) => ({ ...key, paused: true }));
      return;
    case 'KeyResumed':
      draft.changeKey(event.keyId, (key) => ({ ...key, paused: false }));
      return;
    case 'GraceEnded':
      draft.changeKey(event.keyId, (key) => graceEnded(key, event.credentialIds, time));
      return;
    case 'KeyRevoked':
      draft.changeKey(event.keyId, (key) => revoked(key, time, event.reason));
      return;
    case 'AllKeysRevoked':
      draft.changeEachKey((key) => revoked(key, time, event.reason));
      return;
    case 'RotationReminderSet':
      draft.changeKey(event.keyId, (key) => ({ ...key, reminder: event.intervalDays }));
      return;
    case 'RotationReminderCleared':
      draft.changeKey(event.keyId, (key) => ({ ...key, reminder: null }));
      return;
    case 'OwnerRoleChanged':
      draft.changeOwner({
        role: { role: event.role, toldAt: new Date(event.toldAt) },
        seen: draft.ownerHasCalled || event.source === 'token',
      });
      return;
    case 'OwnerSeen':
      draft.changeOwner({ seen: true });
      return;
    case 'OwnerDeactivated':
      draft.changeOwner({ active: false });
      return;
    case 'OwnerReactivated':
      draft.changeOwner({ active: true });
      return;
    default:
      assertNever(event);
  }
}

function createdKey(event: KeyringEventOf<'KeyCreated'>, time: Date): IssuedKey {
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
    retiredLongAgo: 0,
    reminder: null,
  };
}

function credentialOf({ credentialId, hint }: IssuedCredential, issuedAt: Date): Credential {
  return { credentialId, hint, issuedAt };
}

function rotated(key: IssuedKey, event: KeyringEventOf<'KeyRotated'>, time: Date): IssuedKey {
  const replaced = { ...key.current, graceEndsAt: new Date(event.graceEndsAt), endedByHand: false };
  return { ...key, current: credentialOf(event.credential, time), ...keptOf(key, replaced, time) };
}

/** Of credentials that have long stopped working the newest are enough: a key can be rotated for ever. */
function keptOf(
  key: IssuedKey,
  replaced: RetiredCredential,
  time: Date,
): Pick<IssuedKey, 'retired' | 'retiredLongAgo'> {
  const all = [replaced, ...key.retired];
  const longAgo = time.getTime() - CLOCK_SKEW_MS;
  const retired = all.filter(({ graceEndsAt }, age) => age < RETIRED_SHOWN || !hasEnded(graceEndsAt, longAgo));
  return { retired, retiredLongAgo: key.retiredLongAgo + all.length - retired.length };
}

function graceEnded(key: IssuedKey, credentialIds: readonly string[], time: Date): IssuedKey {
  const retired = key.retired.map((credential) =>
    credentialIds.includes(credential.credentialId)
      ? { ...credential, graceEndsAt: time, endedByHand: true }
      : credential,
  );
  return { ...key, retired };
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
