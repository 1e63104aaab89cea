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

/** What matches it is an owner id, and nothing else is. */
export const OWNER_ID_PATTERN =
  '^[A-Za-z0-9._~@|:-]{1,128}/(?:[A-Za-z0-9._~@|:-]|%(?:2[1-9A-CF]|3[B-F]|5[B-E]|60|7[BD])){1,255}$';
const OWNER_ID = new RegExp(OWNER_ID_PATTERN);

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
  return OWNER_ID.test(text);
}

/** @throws RangeError when `ownerId` is not what `ownerIdOf` gives. */
export function ownerParts(ownerId: OwnerId): OwnerParts {
  if (!isOwnerId(ownerId)) throw new RangeError(`not an owner id: ${JSON.stringify(ownerId)}`);
  const slashAt = ownerId.indexOf('/');
  return { orgId: ownerId.slice(0, slashAt), userId: decodeURIComponent(ownerId.slice(slashAt + 1)) };
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
