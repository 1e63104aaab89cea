import { type DynamicModule, type FactoryProvider, Module, type ValueProvider } from '@nestjs/common';
import { CLOCK, type Clock } from '#contracts';
import { LOGGER, type Logger } from '#service-kit';
import { AuthFailures } from './guards/auth-failures.js';
import { ServiceOrUserGuard } from './guards/service-or-user.guard.js';
import { ServiceGuard } from './guards/service.guard.js';
import { SERVICE_TOKENS, SESSION, USER_TOKENS } from './guards/tokens.js';
import { UserTokenGuard } from './guards/user-token.guard.js';
import { type SessionOptions } from './session/session-cookie.js';
import { type ServiceTokens } from './services/service-tokens.js';
import { type UnusableKey } from './tokens/signature-check.js';
import { type UserTokenTrust } from './tokens/user-token-trust.js';
import { UserTokenVerifier } from './tokens/user-token-verifier.js';

export interface UserAuthOptions {
  readonly trust: UserTokenTrust;
  readonly serviceTokens: ServiceTokens;
  /** Null, or left out: no cookie counts. */
  readonly session?: SessionOptions | null;
}

@Module({})
export class UserAuthModule {
  /** Provides the guards, USER_TOKENS and SERVICE_TOKENS to every module. Expects CLOCK and LOGGER as global providers. */
  static forRoot({ trust, serviceTokens, session = null }: UserAuthOptions): DynamicModule {
    const users: FactoryProvider = { provide: USER_TOKENS, inject: [CLOCK, LOGGER], useFactory: (clock: Clock, logger: Logger) => new UserTokenVerifier(trust, clock, onceEach(logger)) };
    const services: ValueProvider = { provide: SERVICE_TOKENS, useValue: serviceTokens };
    const sessions: ValueProvider = { provide: SESSION, useValue: session };
    const shared = [AuthFailures, UserTokenGuard, ServiceOrUserGuard, ServiceGuard];
    return { module: UserAuthModule, global: true, providers: [users, services, sessions, ...shared], exports: [USER_TOKENS, SERVICE_TOKENS, SESSION, ...shared] };
  }
}

/** A key is named in the log once; only keys that are published are told, so there are few. */
function onceEach(logger: Logger): (key: UnusableKey) => void {
  const told = new Set<string | undefined>();
  return ({ kid, alg, reason }) => {
    if (told.has(kid)) return;
    told.add(kid);
    logger.error({ kid, alg, reason }, 'a key of JWKS_URL cannot check signatures: tokens that are signed with it are refused');
  };
}
