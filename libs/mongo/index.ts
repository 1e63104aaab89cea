export { connectMongo, type MongoConnection } from './connect-mongo.js';
export { MongoStore } from './mongo-store.js';
export { openMongo } from './open-mongo.js';
export { claimSchema, requireKnownSchema } from './schema-mark.js';
export { insertAbsent } from './insert-absent.js';
export { isDuplicateKey } from './duplicate-key.js';
export { STORE_SCHEMA } from './store-schema.js';
export { upserting } from './upserting.js';
export { MongoEnv } from './mongo-env.js';
