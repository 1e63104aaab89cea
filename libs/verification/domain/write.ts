import { type OwnerId } from '#contracts';
import { type CredentialDocument, newOwner, type OwnerDocument } from './documents.js';

export interface IssueCredential {
  readonly kind: 'issue';
  readonly credential: CredentialDocument;
}

export interface ChangeCredential {
  readonly kind: 'change';
  readonly digest: string;
  readonly version: number;
  readonly changes: Partial<
    Pick<CredentialDocument, 'expiresAt' | 'activeUntil' | 'graceEnded' | 'revokedAt' | 'paused'>
  >;
}

export interface AdvanceOwner {
  readonly kind: 'advance';
  readonly ownerId: OwnerId;
  readonly version: number;
  readonly changes: Partial<Pick<OwnerDocument, 'role' | 'active' | 'keysRevokedAt'>>;
}

export interface ParkOwner {
  readonly kind: 'park';
  readonly ownerId: OwnerId;
  /** Version of the event that could not be applied. */
  readonly version: number;
  readonly reason: string;
}

/**
 * One write to one document, under that document's own guard: nothing happens unless the document's version is below
 * the write's. So writes can come again, and from several replicas at once, in any interleaving.
 */
export type CredentialWrite = IssueCredential | ChangeCredential;
export type OwnerWrite = AdvanceOwner | ParkOwner;
export type Write = CredentialWrite | OwnerWrite;

export function isOwnerWrite(write: Write): write is OwnerWrite {
  return write.kind === 'advance' || write.kind === 'park';
}

/**
 * The credential after `write`; the very same object when the guard holds it off. A digest is issued once: what is
 * there stays.
 */
export function applyToCredential(
  stored: CredentialDocument | undefined,
  write: CredentialWrite,
): CredentialDocument | undefined {
  if (write.kind === 'issue') return stored ?? write.credential;
  if (stored === undefined || stored.version >= write.version) return stored;
  return { ...stored, ...write.changes, version: write.version };
}

/**
 * The owner after `write`; the very same object when the guard holds it off. Parking ends once all that was seen is
 * applied.
 */
export function applyToOwner(stored: OwnerDocument | undefined, write: OwnerWrite): OwnerDocument {
  const owner = stored ?? newOwner(write.ownerId);
  if (owner.version >= write.version) return owner;
  const { parked } = owner;
  if (write.kind === 'park') {
    return {
      ...owner,
      parked: {
        reason: parked?.reason ?? write.reason,
        seenVersion: Math.max(parked?.seenVersion ?? 0, write.version),
      },
    };
  }
  const stillParked = parked !== null && parked.seenVersion > write.version;
  return { ...owner, ...write.changes, version: write.version, parked: stillParked ? parked : null };
}
