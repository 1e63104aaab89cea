import { expect, it } from '@jest/globals';
import { retryably } from './retryably.js';

it('what fails is Retryable, with its cause; what does not passes through', async () => {
  const cause = new Error('connection refused');
  await expect(retryably(() => Promise.reject(cause))).rejects.toMatchObject({ name: 'Retryable', cause });
  await expect(retryably(() => Promise.resolve(7))).resolves.toBe(7);
});
