export { generateSecret, hintOf, isKeyPrefix, looksLikeKey, parseSecret, type SecretOptions } from './key-format.js';
export { presentedCredential, type PresentationRules, type PresentedCredential } from './presented-credential.js';
export { parsePeppers, PepperError, Peppers, PEPPERS, type Digest } from './peppers.js';
