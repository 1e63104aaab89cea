import {
  assertNever,
  type Actor,
  type KeyringEvent,
  KEYRING_EVENTS,
  type KeyringEventType,
  type RecordedEvent,
  type Role,
} from '#contracts';

/** One thing that happened to a key or its owner. Never holds a digest. */
export interface HistoryEntry {
  readonly at: string;
  readonly type: KeyringEventType;
  readonly by: Actor;
  readonly details: Readonly<Record<string, unknown>>;
}

export type VersionedEntry = HistoryEntry & { readonly version: number };

/**
 * What happened to the key, oldest first; of the events about all keys and about the owner, those from its creation to
 * its revocation.
 */
export function keyHistory(keyId: string, stream: readonly RecordedEvent[]): readonly VersionedEntry[] {
  let state: 'unborn' | 'issued' | 'revoked' = 'unborn';
  return changesIn(stream)
    .filter(({ event }) => {
      const named = keyNamedIn(event);
      const concerns =
        named === null ? KEYRING_EVENTS[event.type].changesAccess && state === 'issued' : named === keyId;
      if (!concerns) return false;
      if (event.type === 'KeyCreated') state = 'issued';
      if (event.type === 'KeyRevoked' || event.type === 'AllKeysRevoked') state = 'revoked';
      return true;
    })
    .map((recorded) => entryOf(recorded, detailsOf(recorded.event)));
}

/** What changed the access of the member and of the member's keys, oldest first. */
export function memberHistory(stream: readonly RecordedEvent[]): readonly VersionedEntry[] {
  return changesIn(stream)
    .filter(({ event }) => KEYRING_EVENTS[event.type].changesAccess)
    .map((recorded) => {
      const keyId = keyNamedIn(recorded.event);
      return entryOf(recorded, { ...(keyId !== null && { keyId }), ...detailsOf(recorded.event) });
    });
}

/** Null: the event is about the owner, or all keys. */
function keyNamedIn(event: KeyringEvent): string | null {
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

/** Without roles that were repeated: they change nothing but what a later token is compared with. */
function changesIn(stream: readonly RecordedEvent[]): readonly RecordedEvent[] {
  let role: Role | null = null;
  return stream.filter(({ event }) => {
    if (event.type !== 'OwnerRoleChanged') return true;
    const isNew = event.role !== role;
    role = event.role;
    return isNew;
  });
}

function entryOf(
  { at, by, version, event: { type } }: RecordedEvent,
  details: HistoryEntry['details'],
): VersionedEntry {
  return { at, type, by, details, version };
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
