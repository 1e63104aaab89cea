import { Inject, Injectable } from '@nestjs/common';
import { isOrgId, isUserId, ownerIdOf, Problem, type OwnerId } from '#contracts';
import { type Caller } from '#user-auth';
import { type Requester } from '../domain/commands.js';
import { requireActiveOwner } from '../domain/keyring.js';
import { effectiveRole, mayManageMembers } from '../domain/role.js';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';
import { KeyringRepository } from './keyring-repository.js';
import { type LoadedKeyring } from './loaded-keyring.js';
import { selfOf } from './requester.js';

/** A member as the request names them. */
export interface MemberName {
  readonly userId: string;
  /** Needed from a service; a person acts in their own organisation. */
  readonly orgId: string | undefined;
}

export interface AccessToMember {
  readonly ownerId: OwnerId;
  readonly requester: Requester;
}

/** Who may act on members: administrators and owners of the same organisation, and services. */
@Injectable()
export class MemberAccess {
  constructor(
    private readonly keyrings: KeyringRepository,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
  ) {}

  /**
   * What the caller may do counts, by their stream and their token; nothing is written. @throws Problem
   * invalid-request, forbidden, owner-inactive
   */
  async to({ userId, orgId }: MemberName, caller: Caller): Promise<AccessToMember> {
    if (!isUserId(userId))
      throw new Problem(
        'invalid-request',
        'userId must be 1 to 255 visible ASCII characters, as in the sub of the user’s token; percent-encode it in the path.',
      );
    const ownerId = ownerIdOf({ orgId: await this.toOrg(orgId, caller), userId });
    if (caller.kind === 'service') return { ownerId, requester: { kind: 'service' } };
    return { ownerId, requester: ownerId === caller.ownerId ? selfOf(caller) : { kind: 'manager' } };
  }

  /**
   * The organisation that a service names, or that a person manages. @throws Problem invalid-request, forbidden,
   * owner-inactive
   */
  async toOrg(orgId: string | undefined, caller: Caller): Promise<string> {
    if (caller.kind === 'service') return requiredOrg(orgId);
    const { keyring } = await this.keyrings.load(caller.ownerId);
    requireActiveOwner(keyring);
    const role = effectiveRole(keyring.owner, selfOf(caller).token, this.options.roleSource);
    if (!mayManageMembers(role))
      throw new Problem('forbidden', `Members are managed by administrators and owners; your role is ${role}.`);
    if (orgId !== undefined && orgId !== caller.orgId)
      throw new Problem('forbidden', 'You can only act on members of your own organisation.');
    return caller.orgId;
  }

  /**
   * The member that the caller may see, owners too. @throws Problem as `to`, and member-unknown when nothing was ever
   * stored of the member
   */
  async toSee(
    member: MemberName,
    caller: Caller,
  ): Promise<{ readonly ownerId: OwnerId; readonly loaded: LoadedKeyring }> {
    const { ownerId } = await this.to(member, caller);
    const loaded = await this.keyrings.load(ownerId);
    if (loaded.version === 0) throw new Problem('member-unknown');
    return { ownerId, loaded };
  }
}

function requiredOrg(orgId: string | undefined): string {
  if (orgId === undefined || !isOrgId(orgId)) {
    throw new Problem(
      'invalid-request',
      'A service must name the organisation: ?orgId=…, 1 to 128 characters of A-Z a-z 0-9 . _ ~ @ | : -.',
    );
  }
  return orgId;
}
