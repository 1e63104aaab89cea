import { expect, it } from '@jest/globals';
import { en } from './en';

it.each([['0', '0 requests'], ['1', '1 request'], ['8,650', '8,650 requests']])('%s is told as %s', (n, words) => {
  for (const told of [en.keys.bars('Export', n), en.rotate.inUse(n), en.rotate.inUseNow(n), en.revoke.inUse(n, 'just now'), en.stopOldKey.inUse(n, 'just now')]) expect(told).toContain(`${words} in `);
});
