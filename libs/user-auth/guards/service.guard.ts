import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { bearerOf } from '#contracts';
import { type FastifyRequest } from 'fastify';
import { soleAuthorization } from '../tokens/sole-authorization.js';
import { type ServiceTokens } from '../services/service-tokens.js';
import { AuthRateLimit } from './auth-rate-limit.js';
import { SERVICE_TOKENS } from './injection-tokens.js';

/** Lets services with a known token in, and nobody else. */
@Injectable()
export class ServiceGuard implements CanActivate {
  constructor(
    @Inject(SERVICE_TOKENS) private readonly services: ServiceTokens,
    private readonly limit: AuthRateLimit,
  ) {}

  canActivate(context: ExecutionContext): true {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    try {
      request.caller = this.services.admit(bearerOf(soleAuthorization(request.raw, 'service-token-invalid')));
    } catch (error) {
      throw this.limit.answerTo(error, this.limit.addressOf(request.raw));
    }
    return true;
  }
}
