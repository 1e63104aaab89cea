import { type IssuedCredential, type Mode, type ReminderInterval, type Role, type Scope } from '#contracts';
import { type RoleSource, type TokenRole } from './role.js';

/** The owner; what the own token says of the role may be news to the stream. */
export interface Self {
  readonly kind: 'self';
  readonly token: TokenRole;
}

/** An administrator or owner of the same organisation: already found to be allowed to manage members. */
export interface Manager {
  readonly kind: 'manager';
}

/** The host product, or who runs Keyward. */
export interface Service {
  readonly kind: 'service';
}

export type Requester = Self | Manager | Service;

/** Any authenticated call of the owner: remembers what the token says. */
export interface RecordVisit {
  readonly type: 'RecordVisit';
  readonly requester: Self;
}

export interface CreateKey {
  readonly type: 'CreateKey';
  readonly requester: Self;
  readonly keyId: string;
  readonly name: string;
  readonly scope: Scope;
  readonly mode: Mode;
  readonly expiresAt: Date | null;
  readonly credential: IssuedCredential;
}

export interface RotateKey {
  readonly type: 'RotateKey';
  readonly requester: Self;
  readonly keyId: string;
  readonly credential: IssuedCredential;
  /** How long the credential that is replaced goes on working; 0: it stops now. */
  readonly graceHours: number;
}

/** Undefined: it stays as it is. */
export interface ChangeKey {
  readonly type: 'ChangeKey';
  readonly requester: Self;
  readonly keyId: string;
  readonly name: string | undefined;
  /** null: the key does not expire any more. */
  readonly expiresAt: Date | null | undefined;
}

/** No secret of the key works until it is resumed. */
export interface PauseKey {
  readonly type: 'PauseKey';
  readonly requester: Self;
  readonly keyId: string;
}

export interface ResumeKey {
  readonly type: 'ResumeKey';
  readonly requester: Self;
  readonly keyId: string;
}

/** Retired credentials stop now. */
export interface EndGrace {
  readonly type: 'EndGrace';
  readonly requester: Self;
  readonly keyId: string;
}

export interface RevokeKey {
  readonly type: 'RevokeKey';
  readonly requester: Self;
  readonly keyId: string;
  readonly reason: string | null;
}

export interface RevokeAllKeys {
  readonly type: 'RevokeAllKeys';
  readonly requester: Self;
  readonly reason: string | null;
}

export interface RevokeMemberKeys {
  readonly type: 'RevokeMemberKeys';
  readonly requester: Requester;
  readonly reason: string | null;
}

export interface SetReminder {
  readonly type: 'SetReminder';
  readonly requester: Self;
  readonly keyId: string;
  readonly intervalDays: ReminderInterval;
}

export interface ClearReminder {
  readonly type: 'ClearReminder';
  readonly requester: Self;
  readonly keyId: string;
}

export interface ChangeRole {
  readonly type: 'ChangeRole';
  readonly requester: Requester;
  readonly role: Role;
}

export interface DeactivateOwner {
  readonly type: 'DeactivateOwner';
  readonly requester: Requester;
}

export interface ReactivateOwner {
  readonly type: 'ReactivateOwner';
  readonly requester: Requester;
  /** What becomes of the keys that rested. */
  readonly keys: 'restore' | 'revoke';
}

export type KeyringCommand =
  | RecordVisit
  | CreateKey
  | RotateKey
  | EndGrace
  | RevokeKey
  | RevokeAllKeys
  | SetReminder
  | ClearReminder
  | ChangeKey
  | PauseKey
  | ResumeKey
  | RevokeMemberKeys
  | ChangeRole
  | DeactivateOwner
  | ReactivateOwner;

/** What an operator sets. */
export interface KeyringPolicy {
  readonly maxKeysPerOwner: number;
  /** Revoked and expired ones, too. */
  readonly maxKeysEverPerOwner: number;
  /** By the owner, without those that take rights away. */
  readonly mutationsPerHour: number;
  readonly roleSource: RoleSource;
}
