import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type UserCaller } from '../caller.js';
import { type PageSession } from '../session/page-session.js';
import { soleAuthorization } from '../tokens/sole-authorization.js';
import { type UserTokens } from '../tokens/user-token-verifier.js';
import { AuthRateLimit } from './auth-rate-limit.js';
import { SESSION, USER_TOKENS } from './injection-tokens.js';

/** Lets people with a valid user token in: in Authorization or, from the page, in its session cookie. */
@Injectable()
export class UserTokenGuard implements CanActivate {
  constructor(
    @Inject(USER_TOKENS) private readonly users: UserTokens,
    @Inject(SESSION) private readonly session: PageSession | null,
    private readonly limit: AuthRateLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const address = this.limit.addressOf(request.raw); // the connection may be gone when the token is checked
    try {
      request.caller = await this.callerOf(request);
    } catch (error) {
      throw this.limit.answerTo(error, address);
    }
    return true;
  }

  private async callerOf({ raw }: FastifyRequest): Promise<UserCaller> {
    const authorization = soleAuthorization(raw, 'token-invalid');
    const fromPage = authorization === undefined ? this.session?.callerOf(raw) : undefined;
    return fromPage ?? this.users.verify(authorization);
  }
}
