import { describe, expect, it } from '@jest/globals';
import { type Positions } from '#contracts';
import { type Instant } from './lease.js';
import {
  attempt,
  dueIn,
  isAged,
  incarnationMs,
  mayAnswer,
  mayAskEnd,
  type Membership,
  newMembership,
  readBack,
  recordToSend,
  serveOnceCaughtUp,
  stop,
} from './membership.js';
import { type RegistryRecord } from './registry-record.js';
import { emptyRegistry, evolve, type Registry } from './registry.js';

const LEASE = 1000;
const at = (ms: number, wall = ms): Instant => ({ monotonic: ms, wall });
const joined: RegistryRecord = { type: 'joined', incarnation: 'a', leaseMs: LEASE, applied: {} };
const renewed = (sequence: number): RegistryRecord => ({ type: 'renewed', incarnation: 'a', sequence, applied: {} });
const removed = (sequence: number): RegistryRecord => ({ type: 'removed', incarnation: 'a', sequence });
const mark = (offset: number): RegistryRecord => ({ type: 'mark', positions: { 0: offset } });
const log = (...records: readonly RegistryRecord[]): Registry => records.reduce(evolve, emptyRegistry);

/** An incarnation that serves; `joined` was sent at 0. */
function serving(): Membership {
  const counted = readBack(attempt(newMembership('a', LEASE), at(0)), log(joined));
  return serveOnceCaughtUp({ ...counted, end: {} }, log(joined), {});
}

describe('joining', () => {
  it('asks for the end of key-events only after joined was read back', () => {
    const sent = attempt(newMembership('a', LEASE), at(0));
    expect(mayAskEnd(sent)).toBe(false);
    expect(mayAskEnd(readBack(sent, log()))).toBe(false);
    expect(mayAskEnd(readBack(sent, log(joined)))).toBe(true);
  });

  it.each<[string, Positions, Registry, Positions, string]>([
    ['serves when everything up to that end is applied', { 0: 5 }, log(joined), { 0: 5 }, 'serving'],
    ['does not serve short of that end', { 0: 5 }, log(joined), { 0: 4 }, 'joining'],
    ['does not serve while a partition of that end is missing', { 0: 5, 1: 0 }, log(joined), { 0: 9 }, 'joining'],
    ['does not serve short of a mark before joined', { 0: 5 }, log(mark(6), joined), { 0: 5 }, 'joining'],
    [
      'need not have applied a mark behind joined: its sender waits for this entry',
      { 0: 5 },
      log(joined, mark(6)),
      { 0: 5 },
      'serving',
    ],
  ])('%s', (_title, end, registry, applied, phase) => {
    const counted = readBack(attempt(newMembership('a', LEASE), at(0)), registry);
    expect(serveOnceCaughtUp({ ...counted, end }, registry, applied).phase).toBe(phase);
  });

  it('does not serve while the end is not known', () => {
    expect(
      serveOnceCaughtUp(readBack(attempt(newMembership('a', LEASE), at(0)), log(joined)), log(joined), {}).phase,
    ).toBe('joining');
  });

  it('repeats joined under its first moment, since nobody can tell which copy arrived', () => {
    const twice = attempt(attempt(newMembership('a', LEASE), at(0)), at(900));
    expect(recordToSend(twice, {})).toEqual(joined);
    expect(readBack(twice, log(joined)).counted).toEqual({ sequence: 0, basis: at(0) });
  });

  it('is over when its joined was read back together with its removal', () => {
    expect(readBack(attempt(newMembership('a', LEASE), at(0)), log(joined, removed(0))).phase).toBe('ended');
  });
});

describe('a lease', () => {
  it('is measured from the moment before the renewal was sent, not from when it was read back', () => {
    const renewing = attempt(serving(), at(400));
    const counted = readBack(renewing, log(joined, renewed(1)));
    expect(mayAnswer(counted, at(1399))).toBe(true);
    expect(mayAnswer(counted, at(1400))).toBe(false);
  });

  it('is not longer for a renewal that was sent but not read back', () => {
    expect(mayAnswer(attempt(serving(), at(400)), at(1000))).toBe(false);
  });

  it.each<[string, Instant, boolean]>([
    ['holds while both clocks say so', at(999), true],
    ['ends by the monotonic clock alone', at(1000, 0), false],
    ['ends by the wall clock alone', at(0, 1000), false],
    ['is not longer when the wall clock is set back', at(1000, -5000), false],
  ])('%s', (_title, now, may) => {
    expect(mayAnswer(serving(), now)).toBe(may);
  });

  it('counts from the attempt whose own record was read back, when the answer to an earlier one was lost', () => {
    const [first, second] = [attempt(serving(), at(200)), attempt(attempt(serving(), at(200)), at(600))];
    expect(readBack(second, log(joined, renewed(1))).counted).toEqual({ sequence: 1, basis: at(200) });
    expect(readBack(second, log(joined, renewed(1), renewed(2))).counted).toEqual({ sequence: 2, basis: at(600) });
    expect(readBack(second, log(joined, renewed(2), renewed(1))).counted).toEqual({ sequence: 2, basis: at(600) });
    expect(readBack(first, log(joined)).counted).toEqual({ sequence: 0, basis: at(0) });
  });

  it('keeps its basis when an attempt is read back whose own lease is over already', () => {
    const many = attempt(attempt(serving(), at(100)), at(5000));
    expect(readBack(many, log(joined, renewed(1))).counted).toEqual({ sequence: 1, basis: at(0) });
  });

  it('is over for ever at a removal before which the renewal does not stand', () => {
    const renewing = attempt(serving(), at(400));
    const ended = readBack(renewing, log(joined, removed(0), renewed(1)));
    expect(ended.phase).toBe('ended');
    expect(mayAnswer(ended, at(401))).toBe(false);
    expect(readBack(ended, log(joined, renewed(1))).phase).toBe('ended');
  });

  it('ends with stop, before left is sent', () => {
    expect(mayAnswer(stop(serving()), at(1))).toBe(false);
  });

  it('gives no right to answer before the replica serves', () => {
    expect(mayAnswer(readBack(attempt(newMembership('a', LEASE), at(0)), log(joined)), at(1))).toBe(false);
  });
});

describe('renewing', () => {
  const sent = { at: 0, applied: { 0: 4 } };

  it('is due every fifth of LEASE', () => {
    expect(dueIn(serving(), sent, { 0: 4 }, at(50))).toBe(150);
    expect(dueIn(serving(), sent, { 0: 4 }, at(250))).toBe(0);
  });

  it('is due at once when something new was applied', () => {
    expect(dueIn(serving(), sent, { 0: 5 }, at(50))).toBe(0);
  });

  it('waits for the attempt before to be read back, for a fifth of LEASE at most', () => {
    const renewing = attempt(serving(), at(100));
    expect(dueIn(renewing, { at: 100, applied: { 0: 4 } }, { 0: 5 }, at(150))).toBe(150);
    expect(dueIn(renewing, { at: 100, applied: { 0: 4 } }, { 0: 5 }, at(300))).toBe(0);
  });

  it('is due at once when joined was read back late', () => {
    const late = readBack(attempt(newMembership('a', LEASE), at(0)), log(joined));
    expect(dueIn(late, { at: 2000, applied: {} }, {}, at(2001))).toBe(0);
  });

  it('says what is applied now, under a new number', () => {
    expect(recordToSend(attempt(attempt(serving(), at(1)), at(2)), { 0: 9 })).toEqual({
      type: 'renewed',
      incarnation: 'a',
      sequence: 2,
      applied: { 0: 9 },
    });
  });
});

describe('one incarnation', () => {
  it('ages by either clock from its first attempt on, so that its joined stays in the log as long as it may answer', () => {
    const age = incarnationMs(3_600_000);
    expect(isAged(newMembership('a', LEASE), age, at(age))).toBe(false);
    expect(isAged(serving(), age, at(age - 1))).toBe(false);
    expect(isAged(serving(), age, at(age))).toBe(true);
    expect(isAged(serving(), age, at(0, age))).toBe(true);
  });
});
