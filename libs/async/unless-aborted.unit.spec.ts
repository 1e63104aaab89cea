import { expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { unlessAborted } from './unless-aborted.js';

const never = Promise.race<number>([]);

it('resolves and rejects as the work does, and leaves no listener behind', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(signal, Promise.resolve(1))).toBe(1);
  await expect(unlessAborted(signal, Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('does not wait for the work once the signal is aborted', async () => {
  const closing = new AbortController();
  const waiting = unlessAborted(closing.signal, never);
  closing.abort();
  expect(await waiting).toBeUndefined();
  expect(await unlessAborted(closing.signal, never)).toBeUndefined();
});
