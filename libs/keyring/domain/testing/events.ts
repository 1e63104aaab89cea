import { type IssuedCredential, type KeyringEventOf, type Role } from '#contracts';
import { iso, START } from './times.js';

type Fields<T extends 'KeyCreated' | 'KeyRotated'> = Partial<Omit<KeyringEventOf<T>, 'type' | 'credential'>> & {
  readonly credentialId?: string;
};

export function credential(credentialId: string): IssuedCredential {
  return { credentialId, digest: 'd'.repeat(64), pepperId: 'p1', hint: `claribi_sk_live_${credentialId}` };
}

export function keyCreated({
  credentialId = 'c1',
  expiresAt = null,
  ...fields
}: Fields<'KeyCreated'> = {}): KeyringEventOf<'KeyCreated'> {
  return {
    type: 'KeyCreated',
    keyId: 'k1',
    name: 'Weekly Report Script',
    scope: 'read-only',
    mode: 'live',
    ...fields,
    expiresAt: expiresAt === null ? null : iso(expiresAt),
    credential: credential(credentialId),
  };
}

export function keyRotated({
  credentialId = 'c2',
  graceEndsAt = '2026-01-02T00:00Z',
  ...fields
}: Fields<'KeyRotated'> = {}): KeyringEventOf<'KeyRotated'> {
  return {
    type: 'KeyRotated',
    keyId: 'k1',
    retires: 'c1',
    ...fields,
    graceEndsAt: iso(graceEndsAt),
    credential: credential(credentialId),
  };
}

export function keyRevoked(fields: Partial<KeyringEventOf<'KeyRevoked'>> = {}): KeyringEventOf<'KeyRevoked'> {
  return { type: 'KeyRevoked', keyId: 'k1', reason: null, ...fields };
}

export function graceEnded(...credentialIds: readonly string[]): KeyringEventOf<'GraceEnded'> {
  return { type: 'GraceEnded', keyId: 'k1', credentialIds: [...credentialIds] };
}

export function keyRenamed(name: string): KeyringEventOf<'KeyRenamed'> {
  return { type: 'KeyRenamed', keyId: 'k1', name };
}

export function expiryChanged(expiresAt: string | null): KeyringEventOf<'KeyExpiryChanged'> {
  return { type: 'KeyExpiryChanged', keyId: 'k1', expiresAt: expiresAt === null ? null : iso(expiresAt) };
}

export function keyPaused(): KeyringEventOf<'KeyPaused'> {
  return { type: 'KeyPaused', keyId: 'k1' };
}

export function keyResumed(): KeyringEventOf<'KeyResumed'> {
  return { type: 'KeyResumed', keyId: 'k1' };
}

export function allKeysRevoked(
  fields: Partial<KeyringEventOf<'AllKeysRevoked'>> = {},
): KeyringEventOf<'AllKeysRevoked'> {
  return { type: 'AllKeysRevoked', reason: null, count: 1, ...fields };
}

/** From the owner's token of `issuedAt` (seconds). */
export function ownerRoleChanged(role: Role, issuedAt = 1): KeyringEventOf<'OwnerRoleChanged'> {
  return { type: 'OwnerRoleChanged', role, source: 'token', toldAt: new Date(issuedAt * 1000).toISOString() };
}

export function roleTold(
  role: Role,
  source: 'manager' | 'service' = 'manager',
  toldAt = START,
): KeyringEventOf<'OwnerRoleChanged'> {
  return { type: 'OwnerRoleChanged', role, source, toldAt: iso(toldAt) };
}

export function ownerSeen(): KeyringEventOf<'OwnerSeen'> {
  return { type: 'OwnerSeen' };
}

export function ownerDeactivated(): KeyringEventOf<'OwnerDeactivated'> {
  return { type: 'OwnerDeactivated' };
}

export function ownerReactivated(): KeyringEventOf<'OwnerReactivated'> {
  return { type: 'OwnerReactivated' };
}

export function reminderSet(
  intervalDays: KeyringEventOf<'RotationReminderSet'>['intervalDays'],
): KeyringEventOf<'RotationReminderSet'> {
  return { type: 'RotationReminderSet', keyId: 'k1', intervalDays };
}

export function reminderCleared(): KeyringEventOf<'RotationReminderCleared'> {
  return { type: 'RotationReminderCleared', keyId: 'k1' };
}
