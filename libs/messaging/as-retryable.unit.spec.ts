import { expect, it } from '@jest/globals';
import { asRetryable } from './as-retryable.js';

it('what fails is Retryable, with its cause; what does not passes through', async () => {
  const cause = new Error('connection refused');
  await expect(asRetryable(() => Promise.reject(cause))).rejects.toMatchObject({ name: 'Retryable', cause });
  await expect(asRetryable(() => Promise.resolve(7))).resolves.toBe(7);
});
