import { assertNever, type Actor, type KeyringEvent, type KeyringEventType, type RecordedEvent } from '#contracts';

/** One thing that happened to a key or its owner. Never holds a digest. */
export interface HistoryEntry {
  readonly at: string;
  readonly type: KeyringEventType;
  readonly by: Actor;
  readonly details: Readonly<Record<string, unknown>>;
}

/** As the history of a key shows it. */
export function keyHistoryEntry(recorded: RecordedEvent): HistoryEntry {
  return entryOf(recorded, detailsOf(recorded.event));
}

/** As the history of a member shows it: with the key that it is about. */
export function memberHistoryEntry(recorded: RecordedEvent): HistoryEntry {
  const keyId = keyNamedIn(recorded.event);
  return entryOf(recorded, { ...(keyId !== null && { keyId }), ...detailsOf(recorded.event) });
}

/** Null: the event is about the owner, or all keys. */
export function keyNamedIn(event: KeyringEvent): string | null {
  switch (event.type) {
    case 'KeyCreated':
    case 'KeyRotated':
    case 'GraceEnded':
    case 'KeyRevoked':
    case 'KeyRenamed':
    case 'KeyExpiryChanged':
    case 'KeyPaused':
    case 'KeyResumed':
    case 'RotationReminderSet':
    case 'RotationReminderCleared':
      return event.keyId;
    case 'AllKeysRevoked':
    case 'OwnerRoleChanged':
    case 'OwnerSeen':
    case 'OwnerDeactivated':
    case 'OwnerReactivated':
      return null;
    default:
      return assertNever(event);
  }
}

function entryOf({ at, by, event: { type } }: RecordedEvent, details: HistoryEntry['details']): HistoryEntry {
  return { at, type, by, details };
}

/** Named one by one, so that nothing new gets out by itself. */
function detailsOf(event: KeyringEvent): HistoryEntry['details'] {
  switch (event.type) {
    case 'KeyCreated': {
      const {
        name,
        scope,
        mode,
        expiresAt,
        credential: { credentialId, hint },
      } = event;
      return { name, scope, mode, expiresAt, credentialId, hint };
    }
    case 'KeyRotated': {
      const {
        credential: { credentialId, hint },
        retires,
        graceEndsAt,
      } = event;
      return { credentialId, hint, retires, graceEndsAt };
    }
    case 'KeyRevoked':
      return { reason: event.reason };
    case 'GraceEnded':
      return { credentialIds: event.credentialIds };
    case 'AllKeysRevoked':
      return { reason: event.reason, count: event.count };
    case 'KeyRenamed':
      return { name: event.name };
    case 'KeyExpiryChanged':
      return { expiresAt: event.expiresAt };
    case 'RotationReminderSet':
      return { intervalDays: event.intervalDays };
    case 'OwnerRoleChanged':
      return { role: event.role, source: event.source };
    case 'KeyPaused':
    case 'KeyResumed':
    case 'RotationReminderCleared':
    case 'OwnerSeen':
    case 'OwnerDeactivated':
    case 'OwnerReactivated':
      return {};
    default:
      return assertNever(event);
  }
}
