/**
 * An owner is a user in an organisation: `"<orgId>/<userId>"`, where the user's id has every character but `A-Z a-z 0-9
 * . _ ~ @ | : -` percent-encoded (upper-case digits). One user has one owner id. It is the stream id and the record key
 * on key-events; at most 894 characters.
 */
export type OwnerId = string;

export interface OwnerParts {
  readonly orgId: string;
  /** As the user token's `sub` has it. */
  readonly userId: string;
}

const ORG_ID = /^[A-Za-z0-9._~@|:-]{1,128}$/;
const USER_ID = /^[\x21-\x7e]{1,255}$/;
const ENCODED_USER_ID = /^(?:[A-Za-z0-9._~@|:-]|%[2-7][0-9A-F])+$/;

/** Whether `text` may be an organisation's id: 1–128 characters of `A-Z a-z 0-9 . _ ~ @ | : -`. */
export function isOrgId(text: string): boolean {
  return ORG_ID.test(text);
}

/** Whether `text` may be a user's id: 1–255 visible ASCII characters, as a `sub` of OpenID Connect. */
export function isUserId(text: string): boolean {
  return USER_ID.test(text);
}

export function ownerIdOf({ orgId, userId }: OwnerParts): OwnerId {
  return `${orgId}/${encoded(userId)}`;
}

/** Whether `text` is what `ownerIdOf` gives for some organisation and user. */
export function isOwnerId(text: string): boolean {
  return partsOf(text) !== null;
}

/** @throws RangeError when `ownerId` is not what `ownerIdOf` gives. */
export function ownerParts(ownerId: OwnerId): OwnerParts {
  const parts = partsOf(ownerId);
  if (parts === null) throw new RangeError(`not an owner id: ${JSON.stringify(ownerId)}`);
  return parts;
}

/** The organisation of an owner id that was checked when it came in. */
export function orgIdOf(ownerId: OwnerId): string {
  return ownerId.slice(0, ownerId.indexOf('/'));
}

function encoded(userId: string): string {
  return userId.replace(
    /[^A-Za-z0-9._~@|:-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function partsOf(text: string): OwnerParts | null {
  const slashAt = text.indexOf('/');
  const orgId = text.slice(0, Math.max(slashAt, 0));
  const written = text.slice(slashAt + 1);
  if (!isOrgId(orgId) || !ENCODED_USER_ID.test(written)) return null;
  if (!written.includes('%')) return isUserId(written) ? { orgId, userId: written } : null;
  const userId = decodeURIComponent(written);
  return isUserId(userId) && encoded(userId) === written ? { orgId, userId } : null;
}
