export type Role = 'viewer' | 'member' | 'analyst' | 'administrator' | 'owner';

/** A person as the host product's user tokens describe one. */
export interface User {
  readonly orgId: string;
  readonly userId: string;
  readonly role: Role;
  readonly email: string;
  readonly name: string;
}

let people = 0;

/**
 * Somebody nobody has met yet: every call gives a new user, so that tests on one system do not see each other's keys.
 */
export function person(name: string, role: Role, orgId = 'acme'): User {
  const userId = `${name}-${String(++people)}`;
  return { orgId, userId, role, email: `${userId}@example.test`, name };
}
