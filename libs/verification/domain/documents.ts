import { type Mode, type OwnerId, type Role, type Scope } from '#contracts';

/** What verification knows of one credential. Times are ISO 8601 UTC with milliseconds, so that they sort as text. */
export interface CredentialDocument {
  /** Its id. */
  readonly digest: string;
  readonly pepperId: string;
  readonly credentialId: string;
  readonly keyId: string;
  readonly ownerId: OwnerId;
  readonly scope: Scope;
  readonly mode: Mode;
  readonly expiresAt: string | null;
  /** When it stops working because its key was rotated; null for the current one. */
  readonly activeUntil: string | null;
  /** Its grace was ended by hand: over whatever this process's clock says. */
  readonly graceEnded: boolean;
  readonly revokedAt: string | null;
  /** Its key is paused. */
  readonly paused: boolean;
  /** Version of the event that issued it. Only this is compared with the owner's `keysRevokedAt`. */
  readonly issuedVersion: number;
  /** Version of the last event that wrote it. */
  readonly version: number;
}

/** What verification knows of one owner. Until the first event has arrived: version 0. */
export interface OwnerDocument {
  /** Its id. */
  readonly ownerId: OwnerId;
  readonly role: Role | null;
  readonly active: boolean;
  /** Version of the last event that revoked all keys: credentials issued up to it are revoked. */
  readonly keysRevokedAt: number | null;
  /** Version up to and including which every event is applied. */
  readonly version: number;
  /**
   * Events are missing or cannot be read: no verdict on this owner's keys until `version` has reached `seenVersion`.
   */
  readonly parked: Parking | null;
}

export interface Parking {
  /** What was missing or unreadable first. */
  readonly reason: string;
  /** The highest version seen while parked. */
  readonly seenVersion: number;
}

export function newOwner(ownerId: OwnerId): OwnerDocument {
  return { ownerId, role: null, active: true, keysRevokedAt: null, version: 0, parked: null };
}

export function isRevoked(credential: CredentialDocument, owner: OwnerDocument): boolean {
  return (
    credential.revokedAt !== null || (owner.keysRevokedAt !== null && credential.issuedVersion <= owner.keysRevokedAt)
  );
}
