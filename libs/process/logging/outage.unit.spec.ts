import { describe, expect, it } from '@jest/globals';
import { isOutage } from './outage.js';

const sqlite = (errcode: number) => Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode });
const named = (name: string) => Object.assign(new Error('gone'), { name });

describe('an outage', () => {
  it.each([
    ['a full disk', sqlite(13)],
    ['a file that another program has locked', sqlite(5)],
    ['an extended code', sqlite(5 | (2 << 8))],
    ['a write that failed', sqlite(778)],
    ['no MongoDB', named('MongoServerSelectionError')],
    ['a lost connection', named('MongoNetworkError')],
    ['a cleared pool', named('MongoPoolClearedError')],
    ['a pool cleared below a request', named('PoolClearedOnNetworkError')],
    ['a primary that steps down', Object.assign(named('MongoServerError'), { errorLabels: ['RetryableWriteError'] })],
  ])('is %s', (_, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each([
    ['a broken constraint', sqlite(19)],
    ['a damaged file', sqlite(11)],
    ['a wrong statement', sqlite(1)],
    ['a duplicate', named('MongoServerError')],
    ['any other error', new Error('x')],
    ['no error', 'x'],
  ])('is not %s', (_, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
