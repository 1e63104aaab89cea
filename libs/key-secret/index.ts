export { generateSecret, hintOf, parseSecret, randomBase62 } from './key-format.js';
export { holdsKey, maskKeys, resemblesKey } from './keys-in-text.js';
export { presentedCredential } from './presented-credential.js';
export { parsePeppers, Peppers } from './peppers.js';
export { headerValues } from './raw-headers.js';
