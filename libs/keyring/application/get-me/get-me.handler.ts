import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { effectivePermissions, PERMISSION_CATALOGUE, rolePermissions, type PermissionCatalogue } from '#contracts';
import { effectiveRole } from '../../domain/role.js';
import { KEYRING_OPTIONS, type KeyringOptions } from '../keyring-options.js';
import { KeyringRepository } from '../keyring-repository.js';
import { selfOf } from '../requester.js';
import { GetMeQuery, type Me } from './get-me.query.js';

@QueryHandler(GetMeQuery)
export class GetMeHandler implements IQueryHandler<GetMeQuery> {
  constructor(
    private readonly keyrings: KeyringRepository,
    @Inject(PERMISSION_CATALOGUE) private readonly catalogue: PermissionCatalogue,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
  ) {}

  async execute({ caller }: GetMeQuery): Promise<Me> {
    const { owner } = await this.keyrings.ownKeyring(caller);
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
