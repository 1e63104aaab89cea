export { type Verifier } from './application/verifier.js';
export { liveCredentialsByPepper } from './application/live-credentials.js';
export { rebuildReadModel } from './application/rebuild.js';
export { answerOf } from './domain/answer.js';
export { VerificationEnv } from './verification-env.js';
export { VerificationModule, type VerificationFeature } from './verification.module.js';
export { verdictFront } from './verdict-front.js';
