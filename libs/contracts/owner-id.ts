/** An owner is a user in an organisation: `"<orgId>/<userId>"`. It is the stream id and the record key on key-events. */
export type OwnerId = string;

export interface OwnerParts {
  readonly orgId: string;
  readonly userId: string;
}

const IDENTIFIER = /^[A-Za-z0-9._~@|:-]{1,128}$/;

/** Whether `text` may be an organisation's or a user's id: 1–128 characters of `A-Z a-z 0-9 . _ ~ @ | : -`. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

export function ownerIdOf({ orgId, userId }: OwnerParts): OwnerId {
  return `${orgId}/${userId}`;
}

/** Whether `text` is two identifiers joined by one slash. */
export function isOwnerId(text: string): boolean {
  const [orgId = '', userId = '', ...rest] = text.split('/');
  return rest.length === 0 && isIdentifier(orgId) && isIdentifier(userId);
}

/** @throws RangeError when `ownerId` is not two identifiers joined by one slash. */
export function ownerParts(ownerId: OwnerId): OwnerParts {
  const [orgId = '', userId = ''] = ownerId.split('/');
  if (!isOwnerId(ownerId)) throw new RangeError(`not an owner id: ${JSON.stringify(ownerId)}`);
  return { orgId, userId };
}
