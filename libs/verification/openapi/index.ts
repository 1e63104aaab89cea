export { VERIFICATION_OPENAPI } from './verification.openapi.js';
