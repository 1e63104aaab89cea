import { describe, expect, it } from '@jest/globals';
import { backOffMs, retry } from './retry.js';

const AT_ONCE = { firstMs: 0, capMs: 0 };
const NEVER_AGAIN = { firstMs: 3_600_000, capMs: 3_600_000 };

function failing(times: number): (attempt: number) => Promise<string> {
  return (attempt) =>
    attempt <= times
      ? Promise.reject(new Error(`attempt ${String(attempt)}`))
      : Promise.resolve(`attempt ${String(attempt)}`);
}

it('waits twice as long each time, up to the cap', () => {
  expect([1, 2, 3, 4, 5].map((attempt) => backOffMs({ firstMs: 50, capMs: 300 }, attempt))).toEqual([
    50, 100, 200, 300, 300,
  ]);
});

describe('retry', () => {
  it('tries again until the work succeeds, and reports each failure before it waits', async () => {
    const failures: [string, number][] = [];
    await expect(
      retry(failing(2), {
        backOff: AT_ONCE,
        onRetry: (error, attempt) => {
          failures.push([String(error), attempt]);
        },
      }),
    ).resolves.toBe('attempt 3');
    expect(failures).toEqual([
      ['Error: attempt 1', 1],
      ['Error: attempt 2', 2],
    ]);
  });

  it('throws at once what is not retryable', async () => {
    await expect(retry(failing(9), { backOff: NEVER_AGAIN, isRetryable: () => false })).rejects.toThrow('attempt 1');
  });

  it('throws what the last attempt threw when the next one would begin too late', async () => {
    await expect(retry(failing(9), { backOff: { firstMs: 1, capMs: 3_600_000 }, giveUpMs: 40 })).rejects.toThrow(
      /^attempt [2-6]$/,
    );
  });

  it('stops waiting when the signal says so, with the last error or the error that was asked for', async () => {
    const during = (stopped?: (lastError: unknown) => Error): Promise<string> => {
      const stopping = new AbortController();
      return retry(failing(9), {
        backOff: NEVER_AGAIN,
        signal: stopping.signal,
        onRetry: () => {
          setImmediate(() => {
            stopping.abort();
          });
        },
        ...(stopped && { stopped }),
      });
    };
    await expect(during()).rejects.toThrow('attempt 1');
    await expect(during((cause) => new Error('closed', { cause }))).rejects.toMatchObject({
      message: 'closed',
      cause: { message: 'attempt 1' },
    });
  });

  it('makes one attempt, and no second, when the signal has said so before', async () => {
    let attempts = 0;
    const work = (): Promise<never> => Promise.reject(new Error(`attempt ${String(++attempts)}`));
    await expect(retry(work, { backOff: AT_ONCE, signal: AbortSignal.abort() })).rejects.toThrow('attempt 1');
  });
});
