import { describe, expect, it } from '@jest/globals';
import { ConsumptionStopped, retryInPlace } from './retry-in-place.js';
import { Retryable } from './subscriber.js';

describe('retrying in place', () => {
  const backOff = { firstMs: 1, capMs: 2 };

  it('repeats after Retryable until the work is done, reports each failure, and answers what the work answered', async () => {
    const failures: [string, number][] = [];
    const retry = retryInPlace({
      backOff,
      signal: new AbortController().signal,
      onRetry: (error, attempt) => failures.push([error.message, attempt]),
    });
    let calls = 0;
    const answer = await retry(() =>
      ++calls < 3 ? Promise.reject(new Retryable(`away ${String(calls)}`)) : Promise.resolve('done'),
    );
    expect(answer).toBe('done');
    expect(failures).toEqual([
      ['away 1', 1],
      ['away 2', 2],
    ]);
  });

  it('hands any other error on at once', async () => {
    const retry = retryInPlace({ backOff, signal: new AbortController().signal });
    await expect(retry(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow(new TypeError('a bug'));
  });

  it('ends its waiting, however long, when it is stopped', async () => {
    const closing = new AbortController();
    const retry = retryInPlace({
      backOff: { firstMs: 60_000, capMs: 60_000 },
      signal: closing.signal,
      onRetry: () => {
        closing.abort();
      },
    });
    await expect(retry(() => Promise.reject(new Retryable('away')))).rejects.toThrow(ConsumptionStopped);
  });
});
