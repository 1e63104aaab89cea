import { Problem, type KeyringEvent } from '#contracts';
import { type ChangeRole, type DeactivateOwner, type KeyringPolicy, type ReactivateOwner } from './commands.js';
import { type Keyring } from './keyring.js';
import { requireAnother, requireMayTouch, requireNotAnOwner, requireToldMember } from './may-touch.js';
import { allKeysRevoked } from './revoking.js';
import { toldRole } from './role.js';

export function changeRole(
  { requester, role }: ChangeRole,
  keyring: Keyring,
  now: Date,
  { roleSource }: KeyringPolicy,
): KeyringEvent[] {
  const { owner } = keyring;
  if (requester.kind === 'service') {
    const isTold = owner.role?.role === role && roleSource === 'members';
    return isTold ? [] : [toldRole(owner, role, 'service', now)];
  }
  requireAnother(requester);
  requireNotAnOwner(keyring);
  if (role === 'owner')
    throw new Problem('forbidden', 'Only a service can assign the role owner. Assign another role.');
  if (roleSource === 'token') throw new Problem('role-from-token');
  requireToldMember(keyring);
  return owner.role?.role === role ? [] : [toldRole(owner, role, 'manager', now)];
}

/**
 * Stays until a reactivation. Keys are not revoked by it: they rest, and work again afterwards unless the reactivation
 * revokes them.
 */
export function deactivateOwner({ requester }: DeactivateOwner, keyring: Keyring): KeyringEvent[] {
  requireMayTouch(requester, keyring);
  return keyring.owner.active ? [{ type: 'OwnerDeactivated' }] : [];
}

/**
 * With `revoke` one commit revokes and reactivates, in this order: no key works in between. Of an active owner it
 * changes nothing.
 */
export function reactivateOwner({ requester, keys }: ReactivateOwner, keyring: Keyring, now: Date): KeyringEvent[] {
  requireMayTouch(requester, keyring);
  if (keyring.owner.active) return [];
  return [...(keys === 'revoke' ? allKeysRevoked(keyring, null, now) : []), { type: 'OwnerReactivated' }];
}
