export { actorOf, type Caller, type UserCaller } from './caller.js';
export { CurrentCaller } from './guards/current-caller.decorator.js';
export { ServiceOrUserGuard } from './guards/service-or-user.guard.js';
export { USER_TOKENS } from './guards/tokens.js';
export { UserTokenGuard } from './guards/user-token.guard.js';
export { parseServiceTokens } from './services/service-tokens.js';
export { type UserTokens, type UserTokenTrust } from './tokens/user-token-verifier.js';
export { UserAuthModule, type UserAuthOptions } from './user-auth.module.js';
export { configuredTrust, requiredTrust, ServiceTokensEnv, UserAuthEnv } from './user-auth-env.js';
