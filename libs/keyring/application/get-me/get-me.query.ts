import { Query } from '@nestjs/cqrs';
import { type OwnerId, type Role, type Scope } from '#contracts';
import { type UserCaller } from '#user-auth';

/** What the caller may do, and what keys of each scope would inherit. */
export interface Me {
  readonly ownerId: OwnerId;
  readonly orgId: string;
  /** As the caller’s token tells; null: it does not. */
  readonly name: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly rolePermissions: readonly string[];
  readonly baseline: readonly string[];
  readonly scopes: Readonly<Record<Scope, readonly string[]>>;
}

export class GetMeQuery extends Query<Me> {
  constructor(readonly caller: UserCaller) {
    super();
  }
}
