import { type KeyringEventOf, type Role } from '#contracts';
import { type Owner } from './keyring.js';

/**
 * The one authority for an owner's role. `members`: member managers; a user token only seeds an owner whose stream knows
 * none. `token`: user tokens; the newer one wins.
 */
export type RoleSource = 'members' | 'token';

/** What a verified user token says. */
export interface TokenRole {
  readonly role: Role;
  /** `iat`, in seconds. */
  readonly issuedAt: number;
}

/** The role that counts, for management rights too: a stale token uses nothing that was taken away. */
export function effectiveRole(owner: Owner, token: TokenRole, source: RoleSource): Role {
  return owner.role === null || isNews(owner, token, source) ? token.role : owner.role.role;
}

/**
 * What the owner's own token tells that his stream must remember. With `token`, a newer token is remembered even if it
 * names the same role: an older one that turns up later must not win.
 */
export function adoptRole(owner: Owner, token: TokenRole, source: RoleSource): KeyringEventOf<'OwnerRoleChanged'>[] {
  if (!isNews(owner, token, source)) return [];
  return [{ type: 'OwnerRoleChanged', role: token.role, tokenIssuedAt: Math.floor(token.issuedAt) }];
}

function isNews({ role: known }: Owner, token: TokenRole, source: RoleSource): boolean {
  if (known === null) return true;
  return source === 'token' && Math.floor(token.issuedAt) > (known.tokenIssuedAt ?? -Infinity);
}

const MEMBER_MANAGERS: readonly Role[] = ['administrator', 'owner'];

/** Keyward's own rule, so it does not depend on what an operator's permission catalogue names. */
export function mayManageMembers(role: Role): boolean {
  return MEMBER_MANAGERS.includes(role);
}
