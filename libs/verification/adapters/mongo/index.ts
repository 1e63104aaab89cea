export { MongoVerificationStore } from './mongo-verification-store.js';
