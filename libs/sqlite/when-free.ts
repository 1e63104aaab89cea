import { retry } from '#async';
import { promised } from './promised.js';

export const SQLITE_BUSY = 5;
/** So long what has to be written waits for another program that holds the file. */
export const PATIENCE_MS = 2000;
export const ASK_AGAIN = { firstMs: 5, capMs: 100 };

/** Whether another program, or another connection, holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}

/**
 * Writes at once, or, while another program holds the file, as soon as that lets go: nothing else of this process waits
 * meanwhile, as it would inside SQLite.
 * @param write one transaction or statement; it is called again after it threw that the file is locked.
 * @throws what `write` throws; that the file is locked once that has lasted for two seconds. Nothing was written then.
 */
export function whenFree<T>(write: () => T): Promise<T> {
  return retry(() => promised(write), { backOff: ASK_AGAIN, giveUpMs: PATIENCE_MS, isRetryable: isBusy });
}
