import { type Me, type Member } from '../api/types';

/** Why nobody, or not this person, may change the member; null: they may. Keyward checks the same, and refuses. */
export type Untouchable = 'self' | 'owner' | 'unknown';

export function whyUntouchable({ userId, role }: Pick<Member, 'userId' | 'role'>, me: Me): Untouchable | null {
  if (userId === userIdOf(me)) return 'self';
  if (role === 'owner') return 'owner';
  return role === null ? 'unknown' : null;
}

export function managesMembers({ role }: Pick<Me, 'role'>): boolean {
  return role === 'administrator' || role === 'owner';
}

/** The owner id is the organization, a slash, and the user id with what is unusual in it percent-encoded. */
function userIdOf({ ownerId, orgId }: Me): string {
  return decodeURIComponent(ownerId.slice(orgId.length + 1));
}
