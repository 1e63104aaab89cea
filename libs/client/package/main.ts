export {
  type AcceptedAnswer,
  type BatchAnswer,
  Problem,
  type ProblemCode,
  type RefusalCode,
  type RefusedAnswer,
  type UnavailableAnswer,
  type VerifyAnswer,
  type VerifyRequest,
} from '#contracts';
export { type AdmissionOptions, type ApiUser, type UserTokenAuthenticator } from '../admission/admission-options.js';
export { type ClientTls } from '../client-tls.js';
export { type Lookup } from '../connections/addresses.js';
export { HttpKeyVerifier, type HttpKeyVerifierOptions } from '../http-key-verifier.js';
export { type BatchKeyVerifier, type KeyVerifier, VerdictUnavailable } from '../key-verifier.js';
