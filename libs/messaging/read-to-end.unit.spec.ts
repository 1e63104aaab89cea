import { expect, it } from '@jest/globals';
import { readToEnd } from './read-to-end.js';

it('a topic that hands over nothing is given up with a hint at what to do', async () => {
  let isClosed = false;
  const silent = {
    endOf: () => Promise.resolve({ 0: 4 }),
    subscribe: () =>
      Promise.resolve({
        failed: new Promise<never>(() => undefined),
        close: () => {
          isClosed = true;
          return Promise.resolve();
        },
      }),
  };
  const handle = () => Promise.reject(new Error('there is nothing to handle'));
  await expect(readToEnd(silent, { topic: 'key-events', after: { 0: 3 }, handle, stallMs: 1 })).rejects.toThrow(
    'key-events handed over nothing for 1 ms: check the brokers, then try again',
  );
  expect(isClosed).toBe(true);
});
