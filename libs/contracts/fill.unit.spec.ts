import { describe, expect, it } from '@jest/globals';
import { fillIsOvertaken } from './fill.js';

describe('a cache fill', () => {
  it('is overtaken by an event that the cache was told of after the read of the store began', () => {
    expect(fillIsOvertaken(4, 5)).toBe(true);
  });

  it('is not overtaken by what the cache was told of before, or by nothing', () => {
    expect(fillIsOvertaken(5, 5)).toBe(false);
    expect(fillIsOvertaken(5, undefined)).toBe(false);
  });
});
