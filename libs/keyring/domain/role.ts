import { type KeyringEvent, type Role, type RoleTeller, ROLES } from '#contracts';
import { type KnownRole, type Owner } from './keyring.js';

/**
 * Who says what an owner's role is. `token`: the newest fact, from the owner's token (its `iat`) or by a service
 * (the time of its call). `members`: services and member managers; a user token only seeds an owner whose stream knows
 * no role, and can only lessen what the person may do.
 */
export type RoleSource = 'members' | 'token';

/** What a verified user token says. */
export interface TokenRole {
  readonly role: Role;
  /** `iat`, in seconds. */
  readonly issuedAt: number;
}

/**
 * What the person may do: never more than the newest fact, nor, with `members`, than the own token says. Keys follow
 * the role in the stream.
 */
export function effectiveRole(owner: Owner, token: TokenRole, source: RoleSource): Role {
  if (owner.role === null) return token.role;
  if (source === 'members') return lesser(owner.role.role, token.role);
  return isNewer(token, owner.role) ? token.role : owner.role.role;
}

/**
 * What the owner's own token says that the stream must remember. With `token`, a newer one is remembered even if it
 * names the same role: an older one that turns up later must not win. A first visit is remembered in any case.
 */
export function visitNews(owner: Owner, token: TokenRole, source: RoleSource): KeyringEvent[] {
  const isNews = owner.role === null || (source === 'token' && isNewer(token, owner.role));
  if (isNews)
    return [{ type: 'OwnerRoleChanged', role: token.role, source: 'token', toldAt: timeOf(token).toISOString() }];
  return owner.seen ? [] : [{ type: 'OwnerSeen' }];
}

/**
 * A role that somebody else sets at `now`: behind everything that is known by then, even if a clock elsewhere is
 * ahead.
 */
export function toldRole(owner: Owner, role: Role, source: RoleTeller, now: Date): KeyringEvent {
  const behind = owner.role === null ? now.getTime() : Math.max(now.getTime(), owner.role.toldAt.getTime() + 1);
  return { type: 'OwnerRoleChanged', role, source, toldAt: new Date(behind).toISOString() };
}

/** At the same time the lower role wins. */
function isNewer(token: TokenRole, known: KnownRole): boolean {
  const ahead = timeOf(token).getTime() - known.toldAt.getTime();
  return ahead > 0 || (ahead === 0 && isLower(token.role, known.role));
}

function timeOf({ issuedAt }: TokenRole): Date {
  return new Date(issuedAt * 1000);
}

function lesser(one: Role, other: Role): Role {
  return isLower(one, other) ? one : other;
}

export function isLower(one: Role, other: Role): boolean {
  return ROLES.indexOf(one) < ROLES.indexOf(other);
}

const MEMBER_MANAGERS: readonly Role[] = ['administrator', 'owner'];

/** Keyward's own rule, so it does not depend on what an operator's permission catalogue names. */
export function mayManageMembers(role: Role): boolean {
  return MEMBER_MANAGERS.includes(role);
}
