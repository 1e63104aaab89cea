import { type KeyringEvent, type KeyringEventOf, type RecordedEvent } from '#contracts';
import { type ProjectableEvent } from '../projection.js';

export const ANN = 'acme/ann';
export const AT = '2026-01-02T03:04:05.000Z';

export function digestOf(credentialId: string): string {
  return Buffer.from(credentialId).toString('hex').padStart(64, '0');
}

function newCredential(credentialId: string, pepperId = 'p1') {
  return { credentialId, digest: digestOf(credentialId), pepperId, hint: 'claribi_sk_live_Ab12' };
}

type KeyFields = Partial<Omit<KeyringEventOf<'KeyCreated'>, 'type' | 'credential'>> & {
  readonly credentialId?: string;
  readonly pepperId?: string;
  /** Instead of one that is made from the ids. */
  readonly credential?: KeyringEventOf<'KeyCreated'>['credential'];
};

export function keyCreated({
  credentialId = 'c1',
  pepperId = 'p1',
  credential = newCredential(credentialId, pepperId),
  ...fields
}: KeyFields = {}): KeyringEventOf<'KeyCreated'> {
  return {
    type: 'KeyCreated',
    keyId: 'k1',
    name: 'Nightly export',
    scope: 'read-only',
    mode: 'live',
    expiresAt: null,
    ...fields,
    credential,
  };
}

type RotationFields = Partial<Omit<KeyringEventOf<'KeyRotated'>, 'type' | 'credential'>> & {
  readonly credentialId?: string;
};

export function keyRotated({ credentialId = 'c2', ...fields }: RotationFields = {}): KeyringEventOf<'KeyRotated'> {
  return {
    type: 'KeyRotated',
    keyId: 'k1',
    retires: 'c1',
    graceEndsAt: '2026-01-03T03:04:05.000Z',
    ...fields,
    credential: newCredential(credentialId),
  };
}

export function keyRevoked(keyId = 'k1'): KeyringEventOf<'KeyRevoked'> {
  return { type: 'KeyRevoked', keyId, reason: null };
}

export function graceEnded(...credentialIds: readonly string[]): KeyringEventOf<'GraceEnded'> {
  return { type: 'GraceEnded', keyId: 'k1', credentialIds: [...credentialIds] };
}

export function expiryChanged(expiresAt: string | null): KeyringEventOf<'KeyExpiryChanged'> {
  return { type: 'KeyExpiryChanged', keyId: 'k1', expiresAt };
}

export function keyPaused(keyId = 'k1'): KeyringEventOf<'KeyPaused'> {
  return { type: 'KeyPaused', keyId };
}

export function keyResumed(keyId = 'k1'): KeyringEventOf<'KeyResumed'> {
  return { type: 'KeyResumed', keyId };
}

export const keyRenamed: KeyringEvent = { type: 'KeyRenamed', keyId: 'k1', name: 'Monthly export' };

export function roleChanged(role: KeyringEventOf<'OwnerRoleChanged'>['role']): KeyringEventOf<'OwnerRoleChanged'> {
  return { type: 'OwnerRoleChanged', role, source: 'manager', toldAt: '2026-01-01T00:00:00.000Z' };
}

export const allKeysRevoked: KeyringEvent = { type: 'AllKeysRevoked', reason: null, count: 1 };
export const deactivated: KeyringEvent = { type: 'OwnerDeactivated' };
export const reactivated: KeyringEvent = { type: 'OwnerReactivated' };
export const reminderSet: KeyringEvent = { type: 'RotationReminderSet', keyId: 'k1', intervalDays: 30 };
export const reminderCleared: KeyringEvent = { type: 'RotationReminderCleared', keyId: 'k1' };

export function recordedAs(version: number, event: KeyringEvent, { ownerId = ANN, at = AT } = {}): RecordedEvent {
  return { ownerId, version, at, by: 'user:acme/ann', event };
}

export function readable(
  version: number,
  event: KeyringEvent,
  place: { ownerId?: string; at?: string } = {},
): ProjectableEvent {
  return { outcome: 'event', recorded: recordedAs(version, event, place) };
}

/** Unknown here, and without influence on access. */
export function ignored(version: number): ProjectableEvent {
  return { outcome: 'ignored', ownerId: ANN, version, reason: 'unknown here: KeyLabelled in schema version 1' };
}

/** Unknown here, and it may change access. */
export function refused(version: number | null): ProjectableEvent {
  return { outcome: 'refused', ownerId: ANN, version, reason: 'unknown here: KeyLent in schema version 1' };
}
