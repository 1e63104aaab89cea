import { describe, expect, it } from '@jest/globals';
import { graceEnd, GRACES } from './grace';

const NOW = Date.parse('2026-11-28T17:00:00Z');

describe('the end of a grace', () => {
  it.each([
    ['0', '2026-11-28T17:00:00.000Z'],
    ['1', '2026-11-28T18:00:00.000Z'],
    ['24', '2026-11-29T17:00:00.000Z'],
    ['72', '2026-12-01T17:00:00.000Z'],
    ['168', '2026-12-05T17:00:00.000Z'],
  ] as const)('is %s hours from now', (grace, at) => {
    expect(graceEnd(grace, null, NOW)).toEqual({ at: new Date(at), isCut: false });
  });

  it('is never after the expiry of the key, and says that it was cut', () => {
    expect(graceEnd('24', '2026-11-29T01:00:00Z', NOW)).toEqual({ at: new Date('2026-11-29T01:00:00Z'), isCut: true });
  });

  it('is not cut by an expiry at the same time or later', () => {
    for (const grace of GRACES) expect(graceEnd(grace, '2026-12-05T17:00:00Z', NOW).isCut).toBe(false);
  });
});
