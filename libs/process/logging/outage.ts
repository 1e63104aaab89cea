import { z } from 'zod';

/** SQLite's primary result codes of what passes: busy, locked, an error of input or output, a full disk. */
const SQLITE_PASSING = new Set([5, 6, 10, 13]);
const sqlite = z.looseObject({ code: z.literal('ERR_SQLITE_ERROR'), errcode: z.number() });
const MONGO_AWAY =
  /^(?:PoolClearedOnNetwork|Mongo(?:ose)?(?:ServerSelection|Network|NetworkTimeout|NotConnected|PoolCleared|PoolClosed|TopologyClosed|ServerClosed|WaitQueueTimeout|OperationTimeout))Error$/;
const labelled = z.looseObject({ errorLabels: z.array(z.string()) });

/** Whether `error` means that a store cannot be used just now, so that the same request may succeed later. */
export function isOutage(error: unknown): boolean {
  const { success, data } = sqlite.safeParse(error);
  if (success) return SQLITE_PASSING.has(data.errcode & 0xff);
  return error instanceof Error && isMongoAway(error);
}

/** Whether a database is away or changes hands. What it refuses for good is not: an operator has to fix that. */
export function isMongoAway(error: Error): boolean {
  if (MONGO_AWAY.test(error.name)) return true;
  const { success, data } = labelled.safeParse(error);
  return (
    success &&
    data.errorLabels.some((label) => label === 'RetryableWriteError' || label === 'TransientTransactionError')
  );
}
