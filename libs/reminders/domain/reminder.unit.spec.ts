import { describe, expect, it } from '@jest/globals';
import { type MailId } from './mail-plan.js';
import { type Conclusion, failed, type Fault, type Reminder, rested, sent, stillClaimed } from './reminder.js';
import { nextAttempt } from './retry.js';
import { keyCreated, keyRotated, onDay, reminderSet } from './testing/events.js';
import { on, schedulesOf } from './testing/given.js';

const LEAD = 7;
const APPROACHING: MailId = { credentialId: 'k1-c1', intervalDays: 30, stage: 'approaching' };
const DUE: MailId = { ...APPROACHING, stage: 'due' };

function reminder(...more: readonly Parameters<typeof on>[]): Reminder {
  const [schedule] = schedulesOf([
    on(0, keyCreated()),
    on(0, reminderSet(30)),
    ...more.map((item) => on(...item)),
  ]).keys;
  if (schedule === undefined) throw new Error('no key');
  return { schedule, wakeAt: onDay(23), settled: [], failures: null, fence: 3, leasedUntil: onDay(1) };
}
const after = (before: Reminder, { restsUntil, ...done }: Conclusion): Reminder => ({
  ...before,
  ...done,
  leasedUntil: restsUntil ?? onDay(0),
});
const afterMs = (time: Date, ms: number): Date => new Date(time.getTime() + ms);

describe('a claim', () => {
  it('stands while nobody claimed after it and enough of its time is left', () => {
    const claimed = reminder();
    expect(stillClaimed(claimed, { keyId: 'k1', fence: 3 }, afterMs(onDay(1), -1000), 1000)).toBe(true);
    expect(stillClaimed(claimed, { keyId: 'k1', fence: 3 }, afterMs(onDay(1), -999), 1000)).toBe(false);
    expect(stillClaimed(claimed, { keyId: 'k1', fence: 2 }, onDay(0), 1000)).toBe(false);
  });
});

describe('what a mail leaves behind', () => {
  it('wakes for the next mail, and after the last for none', () => {
    const first = sent(reminder(), APPROACHING, onDay(23), LEAD);
    expect(first).toEqual({
      wakeAt: onDay(30),
      restsUntil: null,
      failures: null,
      settled: [{ ...APPROACHING, outcome: 'sent', at: onDay(23), reason: null }],
    });
    expect(sent(after(reminder(), first), DUE, onDay(30), LEAD)).toMatchObject({
      wakeAt: null,
      settled: [APPROACHING, DUE],
    });
  });

  it('is forgotten when its credential is replaced', () => {
    const rotated = after(reminder([25, keyRotated()]), sent(reminder(), APPROACHING, onDay(23), LEAD));
    expect(rested(rotated, onDay(26), LEAD)).toEqual({
      wakeAt: onDay(48),
      restsUntil: null,
      failures: null,
      settled: [],
    });
  });
});

describe('a mail that could not be sent', () => {
  const AWAY: Fault = { kind: 'not-taken', reason: 'away' };
  const NO_ADDRESS: Fault = { kind: 'no-address', reason: 'no address' };
  /** Has nothing to do with domain time. */
  const WALL = new Date('2031-05-06T07:08:09Z');

  const failing = (state: Reminder, fault: Fault, wallNow: Date, mail = APPROACHING, now = onDay(23)) =>
    failed(state, mail, fault, { now, wallNow }, LEAD);

  /** Fails at once and whenever it may be tried again, until it is given up. */
  function givenUp(fault: Fault): { readonly waits: readonly number[]; readonly conclusion: Conclusion } {
    const waits: number[] = [];
    let wall = WALL;
    let conclusion = failing(reminder(), fault, wall);
    while (conclusion.restsUntil !== null) {
      waits.push((conclusion.restsUntil.getTime() - wall.getTime()) / 1000);
      wall = conclusion.restsUntil;
      conclusion = failing(after(reminder(), conclusion), fault, wall);
    }
    return { waits, conclusion };
  }
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

  it('is tried again after 5 s of wall time, then after twice as long each time, at most 4 hours', () => {
    expect(givenUp(AWAY).waits.slice(0, 14)).toEqual([
      5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 14_400, 14_400,
    ]);
  });

  it('is tried for the last time 3 days of wall time after its first failure, and then given up with the reason', () => {
    const { waits, conclusion } = givenUp(AWAY);
    expect(sum(waits)).toBe(3 * 86_400);
    expect(conclusion).toEqual({
      wakeAt: onDay(30),
      restsUntil: null,
      failures: null,
      settled: [{ ...APPROACHING, outcome: 'dead-lettered', at: onDay(23), reason: 'away' }],
    });
  });

  it('stays due meanwhile, whatever domain time does', () => {
    const first = failing(reminder(), AWAY, WALL);
    expect(first).toMatchObject({ wakeAt: onDay(23), restsUntil: afterMs(WALL, 5000) });
    expect(failing(after(reminder(), first), AWAY, afterMs(WALL, 5000), APPROACHING, onDay(29))).toMatchObject({
      wakeAt: onDay(23),
      restsUntil: afterMs(WALL, 15_000),
      settled: [],
    });
  });

  it('is skipped when an hour brought no address', () => {
    const { waits, conclusion } = givenUp(NO_ADDRESS);
    expect(sum(waits)).toBe(3600);
    expect(conclusion).toMatchObject({
      wakeAt: onDay(30),
      failures: null,
      settled: [{ ...APPROACHING, outcome: 'skipped', reason: 'no address' }],
    });
  });

  it('counts its own failures only', () => {
    const state = after(reminder(), failing(reminder(), AWAY, WALL));
    const later = afterMs(WALL, 86_400_000);
    expect(failing(state, AWAY, later, DUE, onDay(30)).failures).toEqual({ mail: DUE, count: 1, since: later });
  });

  it('is given one more attempt when the notifier itself was away meanwhile', () => {
    const patience = 3 * 86_400_000;
    expect(nextAttempt({ mail: DUE, count: 1, since: WALL }, afterMs(WALL, patience), patience)).toBeNull();
    expect(nextAttempt({ mail: DUE, count: 40, since: WALL }, afterMs(WALL, patience - 1), patience)).toEqual(
      afterMs(WALL, patience),
    );
  });
});
