import { expect, it } from '@jest/globals';
import { Failure } from './failure.js';

it('rejects with the first error for everybody who listens, early or late', async () => {
  const failure = new Failure();
  const early = expect(failure.promise).rejects.toThrow('first');
  failure.fail(new Error('first'));
  failure.fail(new Error('second'));
  await early;
  await expect(failure.promise).rejects.toThrow('first');
});

it('is no unhandled rejection when nobody listens', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    unhandled.push(reason);
  };
  process.on('unhandledRejection', note);
  new Failure().fail(new Error('nobody cares'));
  await new Promise(setImmediate);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});
