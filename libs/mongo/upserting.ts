import { isDuplicateKey } from './duplicate-key.js';

/**
 * Of two processes that insert one document at the same time, one may be refused as a duplicate, though what it asked
 * for is an upsert by `_id`: then `write` comes again, on top of what the other inserted. It must be right to write
 * twice.
 * @param documents how many `write` may insert. As nothing is deleted, each can cost one refusal; the next is thrown.
 */
export async function upserting<T>(documents: number, write: () => Promise<T>): Promise<T> {
  for (let refusals = 0; ; refusals++) {
    try {
      return await write();
    } catch (error) {
      if (!isDuplicateKey(error) || refusals === documents) throw error;
    }
  }
}
