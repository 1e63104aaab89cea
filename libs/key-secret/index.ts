export { generateSecret, hintOf, isKeyPrefix, looksLikeKey, parseSecret, type SecretOptions } from './key-format.js';
export { parsePeppers, PepperError, Peppers, PEPPERS, type Digest } from './peppers.js';
