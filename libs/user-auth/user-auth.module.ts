import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { bind, bindFactory, CLOCK, LOGGER, type Logger } from '#process';
import { AuthRateLimit } from './guards/auth-rate-limit.js';
import { ServiceOrUserGuard } from './guards/service-or-user.guard.js';
import { ServiceGuard } from './guards/service.guard.js';
import { SERVICE_TOKENS, SESSION, USER_TOKENS } from './guards/injection-tokens.js';
import { UserTokenGuard } from './guards/user-token.guard.js';
import { type OidcOptions } from './oidc/oidc-env.js';
import { OidcSessions } from './oidc/oidc-sessions.js';
import { hostSession } from './session/page-session.js';
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
  /** How people sign in at the page itself, in place of `session`. */
  readonly oidc?: OidcOptions | null;
}

@Module({})
export class UserAuthModule {
  /**
   * Provides the guards, USER_TOKENS, SERVICE_TOKENS and, with `oidc`, OidcSessions to every module. Expects CLOCK and
   * LOGGER as global providers.
   */
  static forRoot({ trust, serviceTokens, session = null, oidc = null }: UserAuthOptions): DynamicModule {
    const users = bindFactory(
      USER_TOKENS,
      [CLOCK, LOGGER],
      (clock, logger) => new UserTokenVerifier(trust, clock, onceEach(logger, 'JWKS_URL')),
    );
    const services = bind(SERVICE_TOKENS, serviceTokens);
    const sessions: Provider[] =
      oidc === null
        ? [bindFactory(SESSION, [USER_TOKENS], (tokens) => (session === null ? null : hostSession(session, tokens)))]
        : [
            bindFactory(
              OidcSessions,
              [CLOCK, LOGGER],
              (clock, logger) =>
                new OidcSessions({
                  options: oidc,
                  maxLifetimeDays: trust.maxLifetimeDays,
                  clock,
                  onUnusableKey: onceEach(logger, 'OIDC_ISSUER'),
                }),
            ),
            bindFactory(SESSION, [OidcSessions], (oidcSessions) => oidcSessions),
          ];
    const shared = [AuthRateLimit, UserTokenGuard, ServiceOrUserGuard, ServiceGuard];
    const exported = [USER_TOKENS, SERVICE_TOKENS, SESSION, ...(oidc === null ? [] : [OidcSessions]), ...shared];
    return {
      module: UserAuthModule,
      global: true,
      providers: [users, services, ...sessions, ...shared],
      exports: exported,
    };
  }
}

/** A key is named in the log once; only published keys are named, so there are few. */
function onceEach(logger: Logger, variable: 'JWKS_URL' | 'OIDC_ISSUER'): (key: UnusableKey) => void {
  const logged = new Set<string | undefined>();
  return ({ kid, alg, reason }) => {
    if (logged.has(kid)) return;
    logged.add(kid);
    logger.error(
      { kid, alg, reason },
      `a key of ${variable} cannot check signatures: tokens that are signed with it are refused`,
    );
  };
}
