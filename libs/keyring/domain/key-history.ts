import { assertNever, type Actor, type KeyringEvent, type KeyringEventType, type RecordedEvent } from '#contracts';

/** One thing that happened to a key. Never holds a digest. */
export interface HistoryEntry {
  readonly at: string;
  readonly type: KeyringEventType;
  readonly by: Actor;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What happened to the key, oldest first; of the events about all keys, those that changed it. */
export function keyHistory(keyId: string, stream: readonly RecordedEvent[]): readonly (HistoryEntry & { readonly version: number })[] {
  let state: 'unborn' | 'issued' | 'revoked' = 'unborn';
  return stream.filter(({ event }) => {
    const concerns = 'keyId' in event ? event.keyId === keyId : event.type === 'AllKeysRevoked' && state === 'issued';
    if (!concerns) return false;
    if (event.type === 'KeyCreated') state = 'issued';
    if (event.type === 'KeyRevoked' || event.type === 'AllKeysRevoked') state = 'revoked';
    return true;
  }).map(({ event, at, by, version }) => ({ at, type: event.type, by, details: detailsOf(event), version }));
}

/** Named one by one, so that nothing new gets out by itself. */
function detailsOf(event: KeyringEvent): HistoryEntry['details'] {
  switch (event.type) {
    case 'KeyCreated': {
      const { name, scope, mode, expiresAt, credential: { credentialId, hint } } = event;
      return { name, scope, mode, expiresAt, credentialId, hint };
    }
    case 'KeyRotated': {
      const { credential: { credentialId, hint }, retires, graceEndsAt } = event;
      return { credentialId, hint, retires, graceEndsAt };
    }
    case 'KeyRevoked': return { reason: event.reason };
    case 'GraceEnded': return { credentialIds: event.credentialIds };
    case 'AllKeysRevoked': return { reason: event.reason, count: event.count };
    case 'RotationReminderSet': return { intervalDays: event.intervalDays };
    case 'OwnerRoleChanged': return { role: event.role };
    case 'RotationReminderCleared':
    case 'OwnerDeactivated':
    case 'OwnerReactivated': return {};
    default: return assertNever(event);
  }
}
