export { generateSecret, hintOf, isKeyPrefix, parseSecret } from './key-format.js';
export { presentedCredential, type PresentedCredential } from './presented-credential.js';
export { parsePeppers, PepperError, Peppers, PEPPERS } from './peppers.js';
