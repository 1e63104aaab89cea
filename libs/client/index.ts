export { type ApiUser, type UserTokenAuthenticator } from './admission/admission-options.js';
export { type ClientTls } from './client-tls.js';
export { type HttpAnswer, HttpConnections } from './http-connections.js';
export { HttpUserAuthenticator } from './http-user-authenticator.js';
export { type KeyVerifier, VerdictUnavailable } from './key-verifier.js';
export { ApiCaller } from './nest/api-caller.decorator.js';
export { ApiKeyGuard } from './nest/api-key.guard.js';
export { ApiKeyGuardModule } from './nest/api-key-guard.module.js';
export { TcpKeyVerifier, type TcpKeyVerifierOptions } from './tcp-key-verifier.js';
