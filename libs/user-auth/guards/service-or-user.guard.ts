import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { bearerOf } from '#contracts';
import { isRepeated } from '../tokens/sole-authorization.js';
import { type ServiceTokens } from '../services/service-tokens.js';
import { SERVICE_TOKENS } from './injection-tokens.js';
import { UserTokenGuard } from './user-token.guard.js';

/** Lets services with a known token in, and people with a valid user token. */
@Injectable()
export class ServiceOrUserGuard implements CanActivate {
  constructor(
    @Inject(SERVICE_TOKENS) private readonly services: ServiceTokens,
    private readonly users: UserTokenGuard,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerOf(request.headers.authorization);
    const service = token === undefined || isRepeated(request.raw) ? null : this.services.find(token);
    if (service === null) return this.users.canActivate(context);
    request.caller = service;
    return true;
  }
}
