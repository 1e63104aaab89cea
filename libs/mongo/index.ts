export { connectMongo, type MongoConnection, type MongoConnectOptions } from './connect-mongo.js';
export { isDuplicateKey } from './duplicate-key.js';
export { STORE_SCHEMA } from './store-schema.js';
export { upserting } from './upserting.js';
