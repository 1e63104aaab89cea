export { SqliteVerificationStore } from './sqlite-verification-store.js';
