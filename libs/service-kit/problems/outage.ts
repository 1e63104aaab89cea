import { z } from 'zod';

/** SQLite's primary result codes of what passes: busy, locked, an error of input or output, a full disk. */
const SQLITE_PASSING = new Set([5, 6, 10, 13]);
const sqlite = z.looseObject({ code: z.literal('ERR_SQLITE_ERROR'), errcode: z.number() });
const MONGO_OUT_OF_REACH = /^Mongo(ose)?(ServerSelection|Network|NetworkTimeout|NotConnected|PoolCleared|PoolClosed|TopologyClosed|WaitQueueTimeout|OperationTimeout)Error$/;

/** Whether `error` tells that a store cannot be used just now, so that the same request may succeed later. */
export function isOutage(error: unknown): boolean {
  const { success, data } = sqlite.safeParse(error);
  if (success) return SQLITE_PASSING.has(data.errcode & 0xff);
  return error instanceof Error && MONGO_OUT_OF_REACH.test(error.name);
}
