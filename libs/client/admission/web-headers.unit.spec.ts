import { expect, it } from '@jest/globals';
import { rawHeadersOf } from './web-headers.js';

it.each<[string, [string, string][], string[]]>([
  ['nothing', [['accept', 'text/html']], []],
  ['one key', [['X-API-Key', 'a']], ['x-api-key', 'a']],
  [
    'a key twice',
    [
      ['X-API-Key', 'a'],
      ['x-api-key', 'a'],
    ],
    ['x-api-key', 'a', 'x-api-key', 'a'],
  ],
  [
    'two Bearers',
    [
      ['Authorization', 'Bearer a'],
      ['Authorization', 'Bearer b'],
    ],
    ['authorization', 'Bearer a', 'authorization', 'Bearer b'],
  ],
  ['a scheme with commas', [['Authorization', 'Digest a="b", c="d"']], ['authorization', 'Digest a="b", c="d"']],
])('headers of the Fetch API with %s say how often each came', (_, sent, raw) => {
  expect(rawHeadersOf(new Headers(sent))).toEqual(raw);
});
