export { ApiCaller } from './api-caller.decorator.js';
export {
  API_KEY_GUARD_OPTIONS,
  type ApiKeyGuardOptions,
  type ApiUser,
  type UserTokenAuthenticator,
} from './api-key-guard.options.js';
export { ApiKeyGuardModule } from './api-key-guard.module.js';
export { ApiKeyGuard, type GuardedRequest, RequirePermission } from './api-key.guard.js';
export { type ClientTls } from './client-tls.js';
export { type HttpAnswer, HttpConnections } from './http-connections.js';
export { HttpKeyVerifier, type HttpKeyVerifierOptions } from './http-key-verifier.js';
export { HttpUserAuthenticator, type HttpUserAuthenticatorOptions } from './http-user-authenticator.js';
export { type KeyVerifier, VerdictUnavailable } from './key-verifier.js';
export { TcpKeyVerifier, type TcpKeyVerifierOptions } from './tcp-key-verifier.js';
