export { MongoParkedKeys } from './mongo-parked-keys.js';
