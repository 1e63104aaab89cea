import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Problem } from '#contracts';

/** For a call that takes no fields: what it is sent anyway must not be ignored. */
@Injectable()
export class NoFields implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    if (body == null || isEmptyObject(body)) return true;
    throw new Problem('invalid-request', 'This call takes no fields. Send no body, or {}.');
  }
}

function isEmptyObject(body: unknown): boolean {
  return typeof body === 'object' && !Array.isArray(body) && Object.keys(body ?? {}).length === 0;
}
