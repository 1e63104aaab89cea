export { actorOf, type Caller, type UserCaller } from './caller.js';
export { AuthRateLimit } from './guards/auth-rate-limit.js';
export { CurrentCaller } from './guards/current-caller.decorator.js';
export { ServiceGuard } from './guards/service.guard.js';
export { ServiceOrUserGuard } from './guards/service-or-user.guard.js';
export { USER_TOKENS } from './guards/injection-tokens.js';
export { UserTokenGuard } from './guards/user-token.guard.js';
export { configuredOidc, OidcSignInEnv } from './oidc/oidc-env.js';
export { type ProviderTokens } from './oidc/oidc-provider.js';
export { isSecure, OidcSessions } from './oidc/oidc-sessions.js';
export { Seal } from './oidc/seal.js';
export { parseServiceTokens } from './services/service-tokens.js';
export { type UserTokenTrust } from './tokens/user-token-trust.js';
export { type UserTokens } from './tokens/user-token-verifier.js';
export { UserAuthModule, type UserAuthOptions } from './user-auth.module.js';
export {
  configuredSession,
  configuredTrust,
  expectedOf,
  requiredTrust,
  ServiceTokensEnv,
  SessionEnv,
  UserAuthEnv,
  userAuthOptions,
} from './user-auth-env.js';
export { cookieOf, requireCallOfThePage } from './session/session-cookie.js';
