import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type OwnerId, type Role, type Scope } from '#contracts';
import { effectivePermissions, type PermissionCatalogue, rolePermissions } from '#permissions';
import { token } from '#process';
import { type UserCaller } from '#user-auth';
import { effectiveRole } from '../domain/role.js';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';
import { KeyringRepository } from './keyring-repository.js';
import { selfOf } from './requester.js';

export const PERMISSION_CATALOGUE = token<PermissionCatalogue>('PermissionCatalogue');

/** What the caller may do, and what keys of each scope would inherit. */
export interface Me {
  readonly ownerId: OwnerId;
  readonly orgId: string;
  /** As the caller’s token says; null: it does not. */
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

@QueryHandler(GetMeQuery)
export class GetMeHandler implements IQueryHandler<GetMeQuery> {
  constructor(
    private readonly keyrings: KeyringRepository,
    @Inject(PERMISSION_CATALOGUE) private readonly catalogue: PermissionCatalogue,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
  ) {}

  async execute({ caller }: GetMeQuery): Promise<Me> {
    const {
      keyring: { owner },
    } = await this.keyrings.loadOwn(caller);
    const role = effectiveRole(owner, selfOf(caller).token, this.options.roleSource);
    return {
      ownerId: caller.ownerId,
      orgId: caller.orgId,
      name: caller.name,
      email: caller.email,
      role,
      rolePermissions: rolePermissions(this.catalogue, role),
      baseline: this.catalogue.baseline,
      scopes: {
        'read-only': [...effectivePermissions(this.catalogue, role, 'read-only')],
        'read-write': [...effectivePermissions(this.catalogue, role, 'read-write')],
      },
    };
  }
}
