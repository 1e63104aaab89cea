import mongoose from 'mongoose';

/**
 * Whether a unique index refused the write; of a bulk, whether that is what stopped it. It does not tell which index.
 */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === 11000;
}
