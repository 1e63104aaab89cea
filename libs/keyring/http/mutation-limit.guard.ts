import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { Problem } from '#contracts';
import { MutationAllowance } from '../application/mutation-allowance.js';

type Asked = (body: unknown) => boolean;
const TAKES_RIGHTS_AWAY = 'keyring:takes-rights-away';

/** Marks a command that takes rights away, always or when its body says so: it is never refused for the number of changes, and does not count as one. */
export const TakesRightsAway = (when: Asked = () => true) => SetMetadata(TAKES_RIGHTS_AWAY, when);

/** Bounds the changes that a person may ask for. Services are not bounded. */
@Injectable()
export class MutationLimit implements CanActivate {
  constructor(private readonly reflector: Reflector, private readonly allowance: MutationAllowance) {}

  canActivate(context: ExecutionContext): boolean {
    const { caller, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const takesAway = this.reflector.get<Asked | undefined>(TAKES_RIGHTS_AWAY, context.getHandler());
    if (caller?.kind !== 'user' || takesAway?.(body) === true) return true;
    const retryAfter = this.allowance.take(caller.ownerId);
    if (retryAfter === 0) return true;
    throw new Problem('too-many-requests', `You have asked for too many changes. Wait ${String(retryAfter)} seconds, then try again; keys can be revoked meanwhile.`, { retryAfter });
  }
}
