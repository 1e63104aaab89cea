import { describe, expect, it } from '@jest/globals';
import { type Instant } from './lease.js';
import { leaveIn, noteMarks, stillUnmet } from './unmet-marks.js';

const LEASE = 1000;
const at = (ms: number): Instant => ({ monotonic: ms, wall: ms });

describe('a mark that a replica reads', () => {
  it('is nothing to leave for when it is applied', () => {
    expect(leaveIn(noteMarks([], { 0: 3 }, { 0: 3 }, at(0)), LEASE, at(5000))).toBe(Infinity);
  });

  it('makes it leave when it is not applied within LEASE', () => {
    const unmet = noteMarks([], { 0: 3 }, { 0: 2 }, at(100));
    expect(leaveIn(unmet, LEASE, at(400))).toBe(700);
    expect(leaveIn(unmet, LEASE, at(1100))).toBe(0);
    expect(leaveIn(stillUnmet(unmet, { 0: 3 }), LEASE, at(1100))).toBe(Infinity);
  });

  it('has its own LEASE, whatever marks came before or come after', () => {
    const first = noteMarks([], { 0: 3 }, { 0: 2 }, at(0));
    const both = noteMarks(first, { 0: 4 }, { 0: 2 }, at(600));
    expect(leaveIn(both, LEASE, at(900))).toBe(100);
    expect(leaveIn(stillUnmet(both, { 0: 3 }), LEASE, at(900))).toBe(700);
  });

  it('is noted once, however often the registry is read', () => {
    const once = noteMarks([], { 0: 3 }, {}, at(0));
    expect(noteMarks(once, { 0: 3 }, {}, at(500))).toEqual(once);
  });
});
