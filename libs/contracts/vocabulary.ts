export const SCOPES = ['read-only', 'read-write'] as const;
/** What a key may do at most, whatever its owner's role. */
export type Scope = (typeof SCOPES)[number];

export const MODES = ['live', 'test'] as const;
/** What a key is made for; verification is set to accept one of them or both. */
export type Mode = (typeof MODES)[number];

export const ROLES = ['viewer', 'member', 'analyst', 'administrator', 'owner'] as const;
/** Of a member in an organisation; each has what the one before it has. */
export type Role = (typeof ROLES)[number];
