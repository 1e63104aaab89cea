import { type Actor, type OwnerId, type Role } from '#contracts';

/** A person, by a verified user token. */
export interface UserCaller {
  readonly kind: 'user';
  readonly orgId: string;
  readonly userId: string;
  readonly ownerId: OwnerId;
  /** The role in the token; the owner's stream may know better. */
  readonly role: Role;
  /** Address for mail; never put into an event or a log. */
  readonly email: string | null;
  readonly name: string | null;
  /** `iat`, in seconds. */
  readonly issuedAt: number;
}

/** A service, by a token listed in SERVICE_TOKENS. */
export interface ServiceCaller {
  readonly kind: 'service';
  readonly service: string;
}

export type Caller = UserCaller | ServiceCaller;

export function actorOf(caller: Caller): Actor {
  return caller.kind === 'user' ? `user:${caller.ownerId}` : `service:${caller.service}`;
}
