import { hasEnded, Problem, type Mode, type ReminderInterval, type Role, type Scope } from '#contracts';

/** All keys of one owner, and what decides whether they work. Digests are not part of it: no decision needs one. */
export interface Keyring {
  readonly owner: Owner;
  /** In the order they were created. */
  readonly keys: readonly Key[];
  /** Of the last hour in which there were any, oldest first. */
  readonly recentChanges: readonly ChangesOfMinute[];
}

/** How many changes were made in one minute, which is counted since the epoch. */
export interface ChangesOfMinute {
  readonly minute: number;
  readonly count: number;
}

export interface Owner {
  readonly role: KnownRole | null;
  readonly active: boolean;
  /** Whether the owner has ever called with a token of their own. */
  readonly seen: boolean;
}

export interface KnownRole {
  readonly role: Role;
  /** The time of the fact: `iat` of the token that named it, or when somebody else did. */
  readonly toldAt: Date;
}

/** A named, scoped right that lives on through rotations. */
export type Key = IssuedKey | RevokedKey;

interface KeyFacts {
  readonly keyId: string;
  readonly name: string;
  readonly scope: Scope;
  readonly mode: Mode;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** The latest change of the expiry brought it forward: until replicas know of it, the key may outlive it. */
  readonly expiryCutShort: boolean;
  /** Until it is resumed no credential works. */
  readonly paused: boolean;
  readonly current: Credential;
  /** Newest first: those that may still work, or have only just stopped, and the newest of the others. */
  readonly retired: readonly RetiredCredential[];
  /** How many more were retired before. */
  readonly retiredLongAgo: number;
  /** Null once the key is revoked. */
  readonly reminder: ReminderInterval | null;
}

/** Works unless it has expired or is paused. */
export interface IssuedKey extends KeyFacts {
  readonly state: 'issued';
}

export interface RevokedKey extends KeyFacts {
  readonly state: 'revoked';
  readonly revokedAt: Date;
  readonly revokedReason: string | null;
}

/** One secret of a key. */
export interface Credential {
  readonly credentialId: string;
  readonly hint: string;
  readonly issuedAt: Date;
}

/** Replaced by a rotation; works until its grace ends. */
export interface RetiredCredential extends Credential {
  readonly graceEndsAt: Date;
  readonly endedByHand: boolean;
}

/** How many credentials that have stopped working are shown of a key, so that an answer stays small. */
export const RETIRED_SHOWN = 20;

export const emptyKeyring: Keyring = { owner: { role: null, active: true, seen: false }, keys: [], recentChanges: [] };

export function isExpired(key: Key, now: Date): boolean {
  return hasEnded(key.expiresAt, now.getTime());
}

/** Neither revoked nor expired: it counts against the limit, paused or not. */
export function isActive(key: Key, now: Date): key is IssuedKey {
  return key.state === 'issued' && !isExpired(key, now);
}

/** The keys that work while their owner is active. */
export function working(keys: readonly Key[], now: Date): readonly Key[] {
  return keys.filter((key) => isActive(key, now) && !key.paused);
}

/** The keys that work: none while the owner is deactivated. */
export function inForce({ owner, keys }: Keyring, now: Date): readonly Key[] {
  return owner.active ? working(keys, now) : [];
}

/** For one more active key. @throws Problem key-limit-reached */
export function requireRoom({ keys }: Keyring, now: Date, maxKeysPerOwner: number): void {
  if (keys.filter((key) => isActive(key, now)).length >= maxKeysPerOwner) throw new Problem('key-limit-reached');
}

/** Every key stays in the keyring for good. @throws Problem keys-ever-limit-reached */
export function requireFewKeysEver({ keys }: Keyring, maxKeysEverPerOwner: number): void {
  if (keys.length >= maxKeysEverPerOwner) throw new Problem('keys-ever-limit-reached');
}

/** The retired credentials that still work at `now`. */
export function inGrace(key: IssuedKey, now: Date): readonly RetiredCredential[] {
  return isExpired(key, now) ? [] : key.retired.filter(({ graceEndsAt }) => !hasEnded(graceEndsAt, now.getTime()));
}

/** @throws Problem key-not-found */
export function requireKey({ keys }: Pick<Keyring, 'keys'>, keyId: string): Key {
  const key = keys.find((candidate) => candidate.keyId === keyId);
  if (key === undefined) throw new Problem('key-not-found');
  return key;
}

/** As its own owner may ask for it. @throws Problem owner-inactive, key-not-found */
export function requireOwnKey(keyring: Keyring, keyId: string): Key {
  requireActiveOwner(keyring);
  return requireKey(keyring, keyId);
}

/** @throws Problem key-not-found, key-revoked */
export function requireIssuedKey(keyring: Keyring, keyId: string): IssuedKey {
  const key = requireKey(keyring, keyId);
  if (key.state === 'revoked') throw new Problem('key-revoked');
  return key;
}

/** A paused key is one, too. @throws Problem key-not-found, key-revoked, key-expired */
export function requireActiveKey(keyring: Keyring, keyId: string, now: Date): IssuedKey {
  const key = requireIssuedKey(keyring, keyId);
  if (isExpired(key, now)) throw new Problem('key-expired');
  return key;
}

/** A deactivated owner may not even look. @throws Problem owner-inactive */
export function requireActiveOwner({ owner }: Keyring): void {
  if (!owner.active) throw new Problem('owner-inactive');
}
