import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { isOrgId, isUserId, ownerIdOf, Problem, type Role } from '#contracts';
import { actorOf } from '#user-auth';
import { KeyringRepository } from '../application/keyring-repository.js';
import { MutationAllowance } from '../application/mutation-allowance.js';

/** @param roleOfMember what the member that the path names has, null while it is unknown */
type Asked = (body: unknown, roleOfMember: () => Promise<Role | null>) => boolean | Promise<boolean>;
const NEVER_LIMITED = 'keyring:never-limited';

/**
 * Marks a command that takes rights away, always or as asked: it is never refused for the number of changes, and does
 * not count as one.
 */
export const NeverLimited = (when: Asked = () => true) => SetMetadata(NEVER_LIMITED, when);

/**
 * Bounds the changes that a person may ask for in a minute, and those of members that anybody may in an hour, services
 * too. (What owners may change of their own in an hour, their streams tell.)
 */
@Injectable()
export class MutationLimit implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly allowance: MutationAllowance,
    private readonly keyrings: KeyringRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, body, params, query } = context
      .switchToHttp()
      .getRequest<FastifyRequest<{ Params: { readonly userId?: string }; Querystring: { readonly orgId?: string } }>>();
    if (caller === undefined) return true;
    const isFree = this.reflector.get<Asked | undefined>(NEVER_LIMITED, context.getHandler());
    if (
      (await isFree?.(body, () => this.roleOf(params.userId, caller.kind === 'user' ? caller.orgId : query.orgId))) ===
      true
    )
      return true;
    const actor = actorOf(caller);
    refuseUntil(
      caller.kind === 'user' ? this.allowance.take(actor) : 0,
      'too-many-requests',
      'You have asked for too many changes',
    );
    refuseUntil(
      params.userId === undefined ? 0 : this.allowance.takeOfMembers(actor),
      'change-limit-reached',
      'You have asked for too many changes of members within an hour',
    );
    return true;
  }

  private async roleOf(userId: string | undefined, orgId: string | undefined): Promise<Role | null> {
    if (userId === undefined || orgId === undefined || !isUserId(userId) || !isOrgId(orgId)) return null;
    const { keyring } = await this.keyrings.load(ownerIdOf({ orgId, userId }));
    return keyring.owner.role?.role ?? null;
  }
}

function refuseUntil(retryAfter: number, code: 'change-limit-reached' | 'too-many-requests', what: string): void {
  if (retryAfter === 0) return;
  throw new Problem(
    code,
    `${what}. Wait ${String(retryAfter)} seconds, then try again; keys can be revoked meanwhile.`,
    {
      retryAfter,
    },
  );
}
