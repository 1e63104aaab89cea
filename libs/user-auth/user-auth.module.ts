import { type DynamicModule, type FactoryProvider, Module, type ValueProvider } from '@nestjs/common';
import { CLOCK, type Clock } from '#contracts';
import { AuthFailures } from './guards/auth-failures.js';
import { ServiceOrUserGuard } from './guards/service-or-user.guard.js';
import { ServiceGuard } from './guards/service.guard.js';
import { SERVICE_TOKENS, USER_TOKENS } from './guards/tokens.js';
import { UserTokenGuard } from './guards/user-token.guard.js';
import { type ServiceTokens } from './services/service-tokens.js';
import { type UserTokenTrust, UserTokenVerifier } from './tokens/user-token-verifier.js';

export interface UserAuthOptions {
  readonly trust: UserTokenTrust;
  readonly serviceTokens: ServiceTokens;
}

@Module({})
export class UserAuthModule {
  /** Provides the guards, USER_TOKENS and SERVICE_TOKENS to every module. Expects CLOCK as a global provider. */
  static forRoot({ trust, serviceTokens }: UserAuthOptions): DynamicModule {
    const users: FactoryProvider = { provide: USER_TOKENS, inject: [CLOCK], useFactory: (clock: Clock) => new UserTokenVerifier(trust, clock) };
    const services: ValueProvider = { provide: SERVICE_TOKENS, useValue: serviceTokens };
    const shared = [AuthFailures, UserTokenGuard, ServiceOrUserGuard, ServiceGuard];
    return { module: UserAuthModule, global: true, providers: [users, services, ...shared], exports: [USER_TOKENS, SERVICE_TOKENS, ...shared] };
  }
}
