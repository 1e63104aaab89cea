import { Problem } from '#contracts';
import { type Requester } from './commands.js';
import { type Keyring } from './keyring.js';

/**
 * A service may act on anybody. A person acts on others only, never on an owner, and on nobody whose role is not known:
 * who has neither called nor been named by a service may be an owner, or a mistyped name.
 * @throws Problem forbidden, member-unknown
 */
export function requireMayTouch(requester: Requester, keyring: Keyring): void {
  if (requester.kind === 'service') return;
  requireAnother(requester);
  requireNotAnOwner(keyring);
  requireToldMember(keyring);
}

/** @throws Problem forbidden */
export function requireAnother(requester: Requester): void {
  if (requester.kind === 'self')
    throw new Problem(
      'forbidden',
      'Nobody manages their own membership. Ask another administrator; your own keys are revoked by POST /v1/keys/revoke-all.',
    );
}

/** @throws Problem forbidden */
export function requireNotAnOwner(keyring: Keyring): void {
  if (keyring.owner.role?.role === 'owner') {
    throw new Problem('forbidden', 'An owner of the organisation can be changed by a service only, not by a person.');
  }
}

/** @throws Problem member-unknown */
export function requireToldMember(keyring: Keyring): void {
  if (keyring.owner.role === null) throw new Problem('member-unknown');
}
