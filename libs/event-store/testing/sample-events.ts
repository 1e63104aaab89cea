import { type Actor, type KeyringEvent, type KeyringEventType } from '#contracts';
import { type NewEvent } from '../event-store.js';

const credential = { credentialId: 'c1', digest: 'ab'.repeat(32), pepperId: 'p1', hint: 'claribi_sk_live_Ab12' };

/** One event of every type. */
export const SAMPLE_EVENTS: { readonly [T in KeyringEventType]: KeyringEvent & { readonly type: T } } = {
  KeyCreated: {
    type: 'KeyCreated',
    keyId: 'k1',
    name: 'Nightly export – “é”',
    scope: 'read-only',
    mode: 'live',
    expiresAt: '2027-01-01T00:00:00.000Z',
    credential,
  },
  KeyRotated: {
    type: 'KeyRotated',
    keyId: 'k1',
    credential: { ...credential, credentialId: 'c2' },
    retires: 'c1',
    graceEndsAt: '2026-01-03T00:00:00.000Z',
  },
  KeyRevoked: { type: 'KeyRevoked', keyId: 'k1', reason: null },
  GraceEnded: { type: 'GraceEnded', keyId: 'k1', credentialIds: ['c1', 'c2'] },
  AllKeysRevoked: { type: 'AllKeysRevoked', reason: 'laptop lost', count: 2 },
  OwnerRoleChanged: { type: 'OwnerRoleChanged', role: 'viewer', source: 'manager', toldAt: '2026-01-01T00:00:00.000Z' },
  OwnerSeen: { type: 'OwnerSeen' },
  OwnerDeactivated: { type: 'OwnerDeactivated' },
  OwnerReactivated: { type: 'OwnerReactivated' },
  KeyRenamed: { type: 'KeyRenamed', keyId: 'k1', name: 'Monthly export – “é”' },
  KeyExpiryChanged: { type: 'KeyExpiryChanged', keyId: 'k1', expiresAt: null },
  KeyPaused: { type: 'KeyPaused', keyId: 'k1' },
  KeyResumed: { type: 'KeyResumed', keyId: 'k1' },
  RotationReminderSet: { type: 'RotationReminderSet', keyId: 'k1', intervalDays: 30 },
  RotationReminderCleared: { type: 'RotationReminderCleared', keyId: 'k1' },
};

const BY: Actor = 'user:acme/ann';

export function newEvent(event: KeyringEvent = SAMPLE_EVENTS.KeyRevoked): NewEvent {
  return { event, at: '2026-01-02T03:04:05.678Z', by: BY };
}

/** `count` events of one commit. */
export function newEvents(count: number): readonly NewEvent[] {
  return Array.from({ length: count }, () => newEvent());
}
