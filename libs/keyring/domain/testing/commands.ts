import { type Role } from '#contracts';
import {
  type ChangeKey,
  type ChangeRole,
  type ClearReminder,
  type CreateKey,
  type DeactivateOwner,
  type EndGrace,
  type Manager,
  type PauseKey,
  type ReactivateOwner,
  type RecordVisit,
  type Requester,
  type ResumeKey,
  type RevokeAllKeys,
  type RevokeKey,
  type RevokeMemberKeys,
  type RotateKey,
  type Self,
  type Service,
  type SetReminder,
} from '../commands.js';
import { credential } from './events.js';

export const MANAGER: Manager = { kind: 'manager' };
export const SERVICE: Service = { kind: 'service' };

/** The owner, whose token names the role. */
export function self(role: Role = 'analyst', issuedAt = 1): Self {
  return { kind: 'self', token: { role, issuedAt } };
}

type Fields<T> = Partial<Omit<T, 'type' | 'credential'>> & { readonly credentialId?: string };

export function createKey({ credentialId = 'c1', ...fields }: Fields<CreateKey> = {}): CreateKey {
  return {
    type: 'CreateKey',
    requester: self(),
    keyId: 'k1',
    name: 'Weekly Report Script',
    scope: 'read-only',
    mode: 'live',
    expiresAt: null,
    credential: credential(credentialId),
    ...fields,
  };
}

export function rotateKey({ credentialId = 'c2', ...fields }: Fields<RotateKey> = {}): RotateKey {
  return {
    type: 'RotateKey',
    requester: self(),
    keyId: 'k1',
    graceHours: 24,
    credential: credential(credentialId),
    ...fields,
  };
}

export function endGrace(fields: Fields<EndGrace> = {}): EndGrace {
  return { type: 'EndGrace', requester: self(), keyId: 'k1', ...fields };
}

export function changeKey(changes: Partial<Pick<ChangeKey, 'name' | 'expiresAt'>>): ChangeKey {
  return { type: 'ChangeKey', requester: self(), keyId: 'k1', name: undefined, expiresAt: undefined, ...changes };
}

export function pauseKey(): PauseKey {
  return { type: 'PauseKey', requester: self(), keyId: 'k1' };
}

export function resumeKey(): ResumeKey {
  return { type: 'ResumeKey', requester: self(), keyId: 'k1' };
}

export function revokeKey(fields: Fields<RevokeKey> = {}): RevokeKey {
  return { type: 'RevokeKey', requester: self(), keyId: 'k1', reason: null, ...fields };
}

export function revokeAllKeys(fields: Fields<RevokeAllKeys> = {}): RevokeAllKeys {
  return { type: 'RevokeAllKeys', requester: self(), reason: null, ...fields };
}

export function setReminder(intervalDays: SetReminder['intervalDays']): SetReminder {
  return { type: 'SetReminder', requester: self(), keyId: 'k1', intervalDays };
}

export function clearReminder(): ClearReminder {
  return { type: 'ClearReminder', requester: self(), keyId: 'k1' };
}

export function changeRole(role: Role, requester: Requester = MANAGER): ChangeRole {
  return { type: 'ChangeRole', requester, role };
}

export function deactivateOwner(requester: Requester = MANAGER): DeactivateOwner {
  return { type: 'DeactivateOwner', requester };
}

export function reactivateOwner(
  requester: Requester = MANAGER,
  keys: ReactivateOwner['keys'] = 'restore',
): ReactivateOwner {
  return { type: 'ReactivateOwner', requester, keys };
}

export function revokeMemberKeys(requester: Requester = MANAGER): RevokeMemberKeys {
  return { type: 'RevokeMemberKeys', requester, reason: null };
}

export function recordVisit(requester: Self = self()): RecordVisit {
  return { type: 'RecordVisit', requester };
}
