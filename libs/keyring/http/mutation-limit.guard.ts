import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { isUserId, ownerIdOf, Problem, type Role } from '#contracts';
import { type UserCaller } from '#user-auth';
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

/** Bounds the changes that a person may ask for. Services are not bounded. */
@Injectable()
export class MutationLimit implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly allowance: MutationAllowance,
    private readonly keyrings: KeyringRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, body, params } = context
      .switchToHttp()
      .getRequest<FastifyRequest<{ Params: { readonly userId?: string } }>>();
    const isFree = this.reflector.get<Asked | undefined>(NEVER_LIMITED, context.getHandler());
    if (caller?.kind !== 'user' || (await isFree?.(body, () => this.roleOf(params.userId, caller))) === true)
      return true;
    const retryAfter = this.allowance.take(caller.ownerId);
    if (retryAfter === 0) return true;
    throw new Problem(
      'too-many-requests',
      `You have asked for too many changes. Wait ${String(retryAfter)} seconds, then try again; keys can be revoked meanwhile.`,
      { retryAfter },
    );
  }

  private async roleOf(userId: string | undefined, { orgId }: UserCaller): Promise<Role | null> {
    if (userId === undefined || !isUserId(userId)) return null;
    const { keyring } = await this.keyrings.load(ownerIdOf({ orgId, userId }));
    return keyring.owner.role?.role ?? null;
  }
}
