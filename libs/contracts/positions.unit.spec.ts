import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { covers, coversAll, formatPosition, furthest, type Positions } from './position.js';

const positions: fc.Arbitrary<Positions> = fc.dictionary(fc.constantFrom('0', '1', '11'), fc.nat(9));

describe('positions', () => {
  it('cover what is not beyond them, and a missing partition covers nothing', () => {
    expect(covers({ 3: 7 }, { partition: 3, offset: 7 })).toBe(true);
    expect(covers({ 3: 7 }, { partition: 3, offset: 8 })).toBe(false);
    expect(covers({}, { partition: 3, offset: 0 })).toBe(false);
    expect(coversAll({}, {})).toBe(true);
    expect(formatPosition({ partition: 3, offset: 7 })).toBe('3:7');
  });

  it('taken together cover what each covers, and nothing more', () => {
    fc.assert(
      fc.property(positions, positions, positions, (a, b, wanted) => {
        const both = furthest(a, b);
        expect(coversAll(both, a) && coversAll(both, b)).toBe(true);
        expect(furthest(b, a)).toEqual(both);
        if (coversAll(wanted, a) && coversAll(wanted, b)) expect(coversAll(wanted, both)).toBe(true);
      }),
    );
  });
});
