import mongoose, { type Model } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.js';

/**
 * Inserts the documents whose `_id` is not there yet, in one round trip. The collection must have no other unique
 * index.
 * @returns the `_id`s of the others: what is stored of them is as it was.
 */
export async function insertAbsent<T extends { readonly _id: string }>(
  model: Model<T>,
  documents: readonly T[],
): Promise<ReadonlySet<string>> {
  if (documents.length === 0) return new Set();
  try {
    await model.collection.insertMany(
      documents.map((document) => Object.fromEntries(Object.entries<unknown>(document))),
      { ordered: false },
    );
    return new Set();
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
    const refusals = [error.writeErrors].flat();
    if (!isDuplicateKey(error) || refusals.some(({ code }) => code !== error.code)) throw error;
    return new Set(refusals.flatMap(({ index }) => documents[index]?._id ?? []));
  }
}
