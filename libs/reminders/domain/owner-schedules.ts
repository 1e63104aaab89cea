import { assertNever, type KeyringEvent, type KeyringEventOf, type OwnerId, type RecordedEvent } from '#contracts';
import { type KeySchedule } from './schedule.js';

/** Keys of one owner that are not revoked, up to `version` of the stream. A revoked key may still be among them. */
export interface OwnerSchedules {
  readonly ownerId: OwnerId;
  /** 0: nothing of the stream is known. */
  readonly version: number;
  readonly active: boolean;
  readonly keys: readonly KeySchedule[];
}

/** The keys of its owner that an event changes, if they are there; the one that it creates is none of them. */
export function changedKeys(event: KeyringEvent): readonly string[] | 'all' {
  switch (event.type) {
    case 'AllKeysRevoked':
    case 'OwnerDeactivated':
    case 'OwnerReactivated':
      return 'all';
    case 'KeyRotated':
    case 'KeyRenamed':
    case 'KeyExpiryChanged':
    case 'KeyRevoked':
    case 'RotationReminderSet':
    case 'RotationReminderCleared':
      return [event.keyId];
    case 'KeyCreated':
    case 'GraceEnded':
    case 'KeyPaused':
    case 'KeyResumed':
    case 'OwnerRoleChanged':
    case 'OwnerSeen':
      return [];
    default:
      return assertNever(event);
  }
}

export type StreamEvent = Pick<RecordedEvent, 'version' | 'at' | 'event'>;

export function unknownOwner(ownerId: OwnerId): OwnerSchedules {
  return { ownerId, version: 0, active: true, keys: [] };
}

/** Past an event that says nothing about reminders. */
export function advance(owner: OwnerSchedules, version: number): OwnerSchedules {
  return { ...owner, version };
}

/** The schedules after the next event of the stream, where they are those that it changes. Pure. Keys that it does not concern keep their version. */
export function evolve(owner: OwnerSchedules, { version, at, event }: StreamEvent): OwnerSchedules {
  const next = advance(owner, version);
  const changed = (concerned: (key: KeySchedule) => boolean, changes: Partial<KeySchedule>): OwnerSchedules => ({
    ...next,
    keys: owner.keys.map((key) =>
      concerned(key) && !key.revoked && key.version < version ? { ...key, ...changes, version } : key,
    ),
  });
  const every = () => true;
  switch (event.type) {
    case 'KeyCreated':
      return owner.keys.some(({ keyId }) => keyId === event.keyId)
        ? next
        : { ...next, keys: [...owner.keys, created(owner, version, at, event)] };
    case 'KeyRotated': {
      const { credentialId, hint } = event.credential;
      return changed(({ keyId }) => keyId === event.keyId, { credentialId, hint, issuedAt: new Date(at) });
    }
    case 'KeyRenamed':
      return changed(({ keyId }) => keyId === event.keyId, { name: event.name });
    case 'KeyExpiryChanged':
      return changed(({ keyId }) => keyId === event.keyId, {
        expiresAt: event.expiresAt === null ? null : new Date(event.expiresAt),
      });
    case 'KeyRevoked':
      return changed(({ keyId }) => keyId === event.keyId, { revoked: true });
    case 'AllKeysRevoked':
      return changed(every, { revoked: true });
    case 'RotationReminderSet':
      return changed(({ keyId }) => keyId === event.keyId, { intervalDays: event.intervalDays });
    case 'RotationReminderCleared':
      return changed(({ keyId }) => keyId === event.keyId, { intervalDays: null });
    case 'OwnerDeactivated':
      return { ...changed(every, { ownerActive: false }), active: false };
    case 'OwnerReactivated':
      return { ...changed(every, { ownerActive: true }), active: true };
    case 'GraceEnded':
    case 'KeyPaused':
    case 'KeyResumed':
    case 'OwnerRoleChanged':
    case 'OwnerSeen':
      return next;
    default:
      return assertNever(event);
  }
}

function created(
  { ownerId, active }: OwnerSchedules,
  version: number,
  at: string,
  event: KeyringEventOf<'KeyCreated'>,
): KeySchedule {
  const {
    keyId,
    name,
    expiresAt,
    credential: { credentialId, hint },
  } = event;
  return {
    keyId,
    ownerId,
    version,
    name,
    hint,
    credentialId,
    issuedAt: new Date(at),
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    intervalDays: null,
    revoked: false,
    ownerActive: active,
  };
}
