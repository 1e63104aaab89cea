import { Problem, type KeyringEvent } from '#contracts';
import { type ChangeRole, type KeyringPolicy } from './commands.js';
import { type Keyring } from './keyring.js';

export function changeRole({ requester, role }: ChangeRole, keyring: Keyring, { roleSource }: KeyringPolicy): KeyringEvent[] {
  if (requester.kind === 'self') throw new Problem('forbidden', 'Nobody changes his own role. Ask another administrator.');
  requireNotAnOwner(keyring);
  if (role === 'owner') throw new Problem('forbidden', 'The role owner cannot be assigned here. Assign another role.');
  if (roleSource === 'token') throw new Problem('role-from-token');
  return keyring.owner.role?.role === role ? [] : [{ type: 'OwnerRoleChanged', role, tokenIssuedAt: null }];
}

/** Stays until a reactivation. Keys are not revoked by it: they rest, and work again afterwards. */
export function deactivateOwner(keyring: Keyring): KeyringEvent[] {
  requireNotAnOwner(keyring);
  return keyring.owner.active ? [{ type: 'OwnerDeactivated' }] : [];
}

export function reactivateOwner(keyring: Keyring): KeyringEvent[] {
  requireNotAnOwner(keyring);
  return keyring.owner.active ? [] : [{ type: 'OwnerReactivated' }];
}

/** @throws Problem forbidden */
export function requireNotAnOwner(keyring: Keyring): void {
  if (keyring.owner.role?.role === 'owner') {
    throw new Problem('forbidden', 'An owner of the organisation cannot be changed by anybody here.');
  }
}
