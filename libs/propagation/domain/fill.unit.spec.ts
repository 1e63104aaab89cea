import { describe, expect, it } from '@jest/globals';
import { isStaleFill } from './fill.js';

describe('a cache fill', () => {
  it('is overtaken by an event that reached the cache after the read of the store began', () => {
    expect(isStaleFill(4, 5)).toBe(true);
  });

  it('is not overtaken by what reached the cache before, or by nothing', () => {
    expect(isStaleFill(5, 5)).toBe(false);
    expect(isStaleFill(5, undefined)).toBe(false);
  });
});
