export { createVerification, type Verification } from './create-verification.js';
export { type Verifier } from './application/verifier.js';
export { answerOf } from './domain/answer.js';
export { VERIFICATION_STORE, type VerificationStore } from './ports/verification-store.js';
export { SqliteVerificationStore } from './adapters/sqlite/sqlite-verification-store.js';
export { VerificationEnv } from './verification-env.js';
export { registerAuthorizeRoutes } from './http/authorize.routes.js';
export { registerVerifyRoutes } from './http/verify.routes.js';
export { verificationHttp } from './http/verification-http.js';
