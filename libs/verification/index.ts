export { createVerification, type Verification, type VerificationOptions, type VerificationParts } from './create-verification.js';
export { type VerificationReplica } from './application/verification-replica.js';
export { type Verifier } from './application/verifier.js';
export { MissingPeppers } from './application/missing-peppers.js';
export { type SeenVerdict, type VerdictObserver } from './application/verdict-observer.js';
export { answerOf } from './domain/answer.js';
export { type Accepted, codeOf, type KnownEndpoint, type Refused, type Unavailable, type Verdict } from './domain/judge.js';
export { VERIFICATION_STORE, type VerificationStore } from './ports/verification-store.js';
export { SqliteVerificationStore } from './adapters/sqlite/sqlite-verification-store.js';
