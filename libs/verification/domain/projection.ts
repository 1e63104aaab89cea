import { assertNever, type Decoded, hasEnded, type KeyringEventOf, type OwnerId, type RecordedEvent } from '#contracts';
import { type CredentialDocument, isRevoked, newOwner, type OwnerDocument } from './documents.js';
import { type CredentialWrite, type OwnerWrite, type ParkOwner, type Write } from './write.js';

/** A record of key-events whose owner is known; any other stops the consumer. */
export type ProjectableEvent =
  (Decoded & { readonly ownerId: OwnerId }) | Extract<Decoded, { readonly outcome: 'event' }>;

/** What is stored of one owner: its document, and the credentials of the keys that the event names. */
export interface OwnersDocuments {
  readonly owner: OwnerDocument | undefined;
  readonly credentials: readonly CredentialDocument[];
}

export function ownerOf(event: ProjectableEvent): OwnerId {
  return event.outcome === 'event' ? event.recorded.ownerId : event.ownerId;
}

/**
 * The writes that bring the read model from before `event` to after it: credentials first, the owner's document last,
 * so that an owner's version shows that everything up to it is written. What has been applied before yields writes that
 * their guards hold off. A version gap, an event that cannot be read, or one about a key that is not there parks the
 * owner.
 */
export function project(event: ProjectableEvent, documents: OwnersDocuments): readonly Write[] {
  const ownerId = ownerOf(event);
  const applied = documents.owner?.version ?? 0;
  const park = (version: number, reason: string): ParkOwner => ({ kind: 'park', ownerId, version, reason });
  if (event.outcome === 'refused') {
    // what does not tell its version is taken for the next one: fail closed
    const version = event.version ?? applied + 1;
    return version > applied ? [park(version, event.reason)] : [];
  }
  const { version } = event.outcome === 'event' ? event.recorded : event;
  if (version > applied + 1) return [park(version, `version ${String(version)} came after ${String(applied)}`)];
  if (event.outcome === 'ignored') return [{ kind: 'advance', ownerId, version, changes: {} }];

  const missing = whatIsMissing(event.recorded, documents.credentials);
  if (missing !== null) return version > applied ? [park(version, missing)] : [];
  return [...credentialWrites(event.recorded, documents), ownerWrite(event.recorded)];
}

function credentialWrites(
  { ownerId, version, at, event }: RecordedEvent,
  documents: OwnersDocuments,
): readonly CredentialWrite[] {
  const ofKey = (keyId: string) => documents.credentials.filter((credential) => credential.keyId === keyId);
  switch (event.type) {
    case 'KeyCreated':
      return [{ kind: 'issue', credential: issued(ownerId, version, event) }];
    case 'KeyRotated':
      return ofKey(event.keyId)
        .filter(({ credentialId }) => credentialId === event.retires)
        .flatMap((retired): CredentialWrite[] => [
          { kind: 'issue', credential: successorOf(retired, version, at, event, documents.owner) },
          { kind: 'change', digest: retired.digest, version, changes: graceOf(event, at) },
        ]);
    case 'GraceEnded':
      return ofKey(event.keyId)
        .filter(({ credentialId }) => event.credentialIds.includes(credentialId))
        .map(({ digest }) => ({
          kind: 'change',
          digest,
          version,
          changes: { activeUntil: normalTime(at), graceEnded: true },
        }));
    case 'KeyRevoked':
      return ofKey(event.keyId).map(({ digest, revokedAt }) => ({
        kind: 'change',
        digest,
        version,
        changes: { revokedAt: revokedAt ?? normalTime(at) },
      }));
    case 'KeyExpiryChanged': {
      const expiresAt = event.expiresAt === null ? null : normalTime(event.expiresAt);
      return ofKey(event.keyId).map(({ digest, activeUntil }) => ({
        kind: 'change',
        digest,
        version,
        changes: { expiresAt, activeUntil: earliest(activeUntil, expiresAt) },
      }));
    }
    case 'KeyPaused':
    case 'KeyResumed':
      return ofKey(event.keyId).map(({ digest }) => ({
        kind: 'change',
        digest,
        version,
        changes: { paused: event.type === 'KeyPaused' },
      }));
    case 'AllKeysRevoked':
    case 'OwnerRoleChanged':
    case 'OwnerDeactivated':
    case 'OwnerReactivated':
    case 'OwnerSeen':
    case 'KeyRenamed':
    case 'RotationReminderSet':
    case 'RotationReminderCleared':
      return [];
    default:
      return assertNever(event);
  }
}

function ownerWrite({ ownerId, version, event }: RecordedEvent): OwnerWrite {
  const advance = { kind: 'advance', ownerId, version } as const;
  switch (event.type) {
    case 'AllKeysRevoked':
      return { ...advance, changes: { keysRevokedAt: version } };
    case 'OwnerRoleChanged':
      return { ...advance, changes: { role: event.role } };
    case 'OwnerDeactivated':
      return { ...advance, changes: { active: false } };
    case 'OwnerReactivated':
      return { ...advance, changes: { active: true } };
    case 'KeyCreated':
    case 'KeyRotated':
    case 'GraceEnded':
    case 'KeyRevoked':
    case 'KeyRenamed':
    case 'KeyExpiryChanged':
    case 'KeyPaused':
    case 'KeyResumed':
    case 'OwnerSeen':
    case 'RotationReminderSet':
    case 'RotationReminderCleared':
      return { ...advance, changes: {} };
    default:
      return assertNever(event);
  }
}

/** A key or credential that an event changes, but that the read model lacks: something before it was lost. */
function whatIsMissing({ event }: RecordedEvent, credentials: readonly CredentialDocument[]): string | null {
  const has = (keyId: string, credentialId: string) =>
    credentials.some((each) => each.keyId === keyId && each.credentialId === credentialId);
  switch (event.type) {
    case 'KeyRotated':
      return has(event.keyId, event.retires)
        ? null
        : `KeyRotated retires credential ${event.retires}, which is not known`;
    case 'GraceEnded': {
      const missing = event.credentialIds.filter((credentialId) => !has(event.keyId, credentialId));
      return missing.length === 0 ? null : `GraceEnded names credential ${missing.join(', ')}, which is not known`;
    }
    case 'KeyRevoked':
    case 'KeyExpiryChanged':
    case 'KeyPaused':
    case 'KeyResumed':
      return credentials.some(({ keyId }) => keyId === event.keyId)
        ? null
        : `${event.type} names key ${event.keyId}, which is not known`;
    case 'KeyCreated':
    case 'AllKeysRevoked':
    case 'KeyRenamed':
    case 'OwnerRoleChanged':
    case 'OwnerDeactivated':
    case 'OwnerReactivated':
    case 'OwnerSeen':
    case 'RotationReminderSet':
    case 'RotationReminderCleared':
      return null;
    default:
      return assertNever(event);
  }
}

function issued(
  ownerId: OwnerId,
  version: number,
  { keyId, scope, mode, expiresAt, credential }: KeyringEventOf<'KeyCreated'>,
): CredentialDocument {
  const { credentialId, digest, pepperId } = credential;
  return {
    digest,
    pepperId,
    credentialId,
    keyId,
    ownerId,
    scope,
    mode,
    expiresAt: expiresAt === null ? null : normalTime(expiresAt),
    activeUntil: null,
    graceEnded: false,
    revokedAt: null,
    paused: false,
    issuedVersion: version,
    version,
  };
}

/**
 * A rotation without grace stops the old credential as a decision, not at a time that another clock may not have
 * reached.
 */
function graceOf(
  { graceEndsAt }: KeyringEventOf<'KeyRotated'>,
  at: string,
): Pick<CredentialDocument, 'activeUntil'> & Partial<CredentialDocument> {
  return { activeUntil: normalTime(graceEndsAt), ...(hasEnded(graceEndsAt, Date.parse(at)) && { graceEnded: true }) };
}

/** Scope, mode, expiry and pause stay those of the key; so does a revocation: a revoked key never comes back. */
function successorOf(
  retired: CredentialDocument,
  version: number,
  at: string,
  { credential }: KeyringEventOf<'KeyRotated'>,
  owner: OwnerDocument | undefined,
): CredentialDocument {
  const { credentialId, digest, pepperId } = credential;
  const revokedAt = isRevoked(retired, owner ?? newOwner(retired.ownerId))
    ? (retired.revokedAt ?? normalTime(at))
    : null;
  return {
    ...retired,
    digest,
    pepperId,
    credentialId,
    activeUntil: null,
    graceEnded: false,
    revokedAt,
    issuedVersion: version,
    version,
  };
}

/**
 * A grace that an expiry cuts short stays short. Normal times sort as text; null is never, and stays so for the current
 * credential.
 */
function earliest(activeUntil: string | null, expiresAt: string | null): string | null {
  return activeUntil !== null && expiresAt !== null && expiresAt < activeUntil ? expiresAt : activeUntil;
}

function normalTime(isoTime: string): string {
  return new Date(isoTime).toISOString();
}
