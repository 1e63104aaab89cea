import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Problem } from '#contracts';
import { type FastifyRequest } from 'fastify';
import { soleAuthorization } from '../tokens/sole-authorization.js';
import { type UserTokens } from '../tokens/user-token-verifier.js';
import { AuthFailures } from './auth-failures.js';
import { USER_TOKENS } from './tokens.js';

/** Lets people with a valid user token in. */
@Injectable()
export class UserTokenGuard implements CanActivate {
  constructor(@Inject(USER_TOKENS) private readonly users: UserTokens, private readonly failures: AuthFailures) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const address = this.failures.addressOf(request.raw); // the connection may be gone when the token is checked
    try {
      request.caller = await this.users.verify(soleAuthorization(request.raw, 'token-invalid'));
    } catch (error) {
      throw error instanceof Problem && error.status === 401 ? this.failures.answerTo(error, address) : error;
    }
    return true;
  }
}
