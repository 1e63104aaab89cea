/**
 * Options of every schema: documents hold what their schema names and nothing else, as it was given; indexes are
 * created by the store's `open`, which waits for them.
 */
export const STORE_SCHEMA = {
  versionKey: false,
  id: false,
  minimize: false,
  strict: 'throw',
  strictQuery: 'throw',
  autoIndex: false,
  autoCreate: false,
} as const;
