export { MongoGenerations } from './generations.js';
export { MongoVerificationStore } from './mongo-verification-store.js';
