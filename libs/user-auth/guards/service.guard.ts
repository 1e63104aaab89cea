import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Problem } from '#contracts';
import { type FastifyRequest } from 'fastify';
import { bearerOf } from '../tokens/bearer.js';
import { type ServiceTokens } from '../services/service-tokens.js';
import { AuthFailures } from './auth-failures.js';
import { SERVICE_TOKENS } from './tokens.js';

/** Lets services with a known token in, and nobody else. */
@Injectable()
export class ServiceGuard implements CanActivate {
  constructor(@Inject(SERVICE_TOKENS) private readonly services: ServiceTokens, private readonly failures: AuthFailures) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    try {
      request.caller = this.services.admit(bearerOf(request.headers.authorization));
    } catch (error) {
      throw error instanceof Problem ? await this.failures.answerTo(error, request) : error;
    }
    return true;
  }
}
