export { hostVerifying } from './host-verifying.js';
export { openVerifying } from './open-verifying.js';
export { type VerifyingCalls, type VerifyingHost } from './verifying-calls.js';
