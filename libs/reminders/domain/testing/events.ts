import { type KeyringEvent, type ReminderInterval, type Role } from '#contracts';
import { addDays } from '../schedule.js';

/** When the story's first key is created. */
export const START = new Date('2026-01-01T09:00:00Z');

/** `days` after START; 83.5 is noon of a day. */
export function onDay(days: number): Date {
  return addDays(START, days);
}

export function keyCreated(
  more: {
    readonly keyId?: string;
    readonly name?: string;
    readonly credentialId?: string;
    readonly expiresAt?: Date;
  } = {},
): KeyringEvent {
  const { keyId = 'k1', name = 'Weekly Report Script', credentialId = `${keyId}-c1`, expiresAt } = more;
  return {
    type: 'KeyCreated',
    keyId,
    name,
    scope: 'read-only',
    mode: 'live',
    expiresAt: expiresAt?.toISOString() ?? null,
    credential: credential(credentialId),
  };
}

export function keyRotated(keyId = 'k1', credentialId = `${keyId}-c2`): KeyringEvent {
  return {
    type: 'KeyRotated',
    keyId,
    credential: credential(credentialId),
    retires: `${keyId}-c1`,
    graceEndsAt: '2026-12-31T00:00:00Z',
  };
}

export function reminderSet(intervalDays: ReminderInterval, keyId = 'k1'): KeyringEvent {
  return { type: 'RotationReminderSet', keyId, intervalDays };
}

export function reminderCleared(keyId = 'k1'): KeyringEvent {
  return { type: 'RotationReminderCleared', keyId };
}

export function keyRevoked(keyId = 'k1'): KeyringEvent {
  return { type: 'KeyRevoked', keyId, reason: null };
}

export function keyRenamed(name: string, keyId = 'k1'): KeyringEvent {
  return { type: 'KeyRenamed', keyId, name };
}

export function expiryChanged(expiresAt: Date | null, keyId = 'k1'): KeyringEvent {
  return { type: 'KeyExpiryChanged', keyId, expiresAt: expiresAt?.toISOString() ?? null };
}

export const keyPaused: KeyringEvent = { type: 'KeyPaused', keyId: 'k1' };

export function roleChanged(role: Role): KeyringEvent {
  return { type: 'OwnerRoleChanged', role, source: 'manager', toldAt: '2026-01-01T00:00:00.000Z' };
}

export const allKeysRevoked: KeyringEvent = { type: 'AllKeysRevoked', reason: null, count: 1 };
export const ownerDeactivated: KeyringEvent = { type: 'OwnerDeactivated' };
export const ownerReactivated: KeyringEvent = { type: 'OwnerReactivated' };

function credential(credentialId: string) {
  return { credentialId, digest: 'ab'.repeat(32), pepperId: 'p1', hint: `claribi_sk_live_${credentialId.slice(-4)}` };
}
