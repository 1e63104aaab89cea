import { expect, it } from '@jest/globals';
import { batchesOf } from './batches.js';

const MB = 1024 * 1024;

it('a batch has as many questions as verification takes, and none is lost or moved', () => {
  const requests = Array.from({ length: 301 }, (_, at) => ({ key: String(at) }));
  expect(batchesOf(requests).map(({ length }) => length)).toEqual([100, 100, 100, 1]);
  expect(batchesOf(requests).flat()).toEqual(requests);
  expect(batchesOf([])).toEqual([]);
});

it('a batch has no more bytes than verification takes, of what is sent and not of what is read', () => {
  const requests = Array.from({ length: 100 }, () => ({
    key: 'k',
    endpoint: { method: 'GET', path: '€'.repeat(8192) },
  }));
  const batches = batchesOf(requests);
  expect(batches.flat()).toEqual(requests);
  for (const items of batches) expect(Buffer.byteLength(JSON.stringify({ items }))).toBeLessThan(MB);
  expect(batches).toHaveLength(3);
});
