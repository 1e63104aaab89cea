import { describe, expect, it } from '@jest/globals';
import { type MailId } from './mail-plan.js';
import { failed, type Reminder, rested, sent, stillClaimed } from './reminder.js';
import { nextAttempt } from './retry.js';
import { addDays } from './schedule.js';
import { keyCreated, keyRotated, onDay, reminderSet } from './testing/events.js';
import { on, schedulesOf } from './testing/given.js';

const LEAD = 7;
const APPROACHING: MailId = { credentialId: 'k1-c1', intervalDays: 30, stage: 'approaching' };
const DUE: MailId = { ...APPROACHING, stage: 'due' };

function reminder(...more: readonly Parameters<typeof on>[]): Reminder {
  const [schedule] = schedulesOf([on(0, keyCreated()), on(0, reminderSet(30)), ...more.map((item) => on(...item))]).keys;
  if (schedule === undefined) throw new Error('no key');
  return { schedule, wakeAt: onDay(23), settled: [], failures: null, fence: 3, leasedUntil: onDay(1) };
}
const after = (before: Reminder, conclusion: ReturnType<typeof rested>): Reminder => ({ ...before, ...conclusion });
const afterMs = (time: Date, ms: number): Date => new Date(time.getTime() + ms);

describe('a claim', () => {
  it('stands while nobody claimed after it and enough of its lease is left', () => {
    const claimed = reminder();
    expect(stillClaimed(claimed, { keyId: 'k1', fence: 3 }, afterMs(onDay(1), -1000), 1000)).toBe(true);
    expect(stillClaimed(claimed, { keyId: 'k1', fence: 3 }, afterMs(onDay(1), -999), 1000)).toBe(false);
    expect(stillClaimed(claimed, { keyId: 'k1', fence: 2 }, onDay(0), 1000)).toBe(false);
  });
});

describe('what a mail leaves behind', () => {
  it('wakes for the next mail, and after the last for none', () => {
    const first = sent(reminder(), APPROACHING, onDay(23), LEAD);
    expect(first).toEqual({ wakeAt: onDay(30), failures: null, settled: [{ ...APPROACHING, outcome: 'sent', at: onDay(23), reason: null }] });
    expect(sent(after(reminder(), first), DUE, onDay(30), LEAD)).toMatchObject({ wakeAt: null, settled: [APPROACHING, DUE] });
  });

  it('is forgotten when its credential is replaced', () => {
    const rotated = after(reminder([25, keyRotated()]), sent(reminder(), APPROACHING, onDay(23), LEAD));
    expect(rested(rotated, onDay(26), LEAD)).toEqual({ wakeAt: onDay(48), failures: null, settled: [] });
  });
});

describe('a mail that could not be sent', () => {
  it('is tried again after 5 s, then after twice as long each time, at most 4 hours', () => {
    const waits: number[] = [];
    let state = reminder();
    for (let now = onDay(23); waits.length < 14;) {
      state = after(state, failed(state, APPROACHING, 'away', now, LEAD));
      const next = state.wakeAt ?? now;
      waits.push((next.getTime() - now.getTime()) / 1000);
      now = next;
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 14_400, 14_400]);
  });

  it('is tried for the last time 3 days after its first failure, and then given up with the reason', () => {
    let state = reminder();
    let now = onDay(23);
    let attempts = 0;
    while (state.settled.length === 0) {
      attempts++;
      state = after(state, failed(state, APPROACHING, 'away', now, LEAD));
      if (state.settled.length === 0) now = state.wakeAt ?? now;
    }
    expect(now).toEqual(onDay(26));
    expect(attempts).toBeGreaterThan(20);
    expect(state).toMatchObject({ wakeAt: onDay(30), failures: null, settled: [{ ...APPROACHING, outcome: 'dead-lettered', at: onDay(26), reason: 'away' }] });
  });

  it('counts its own failures only', () => {
    const state = after(reminder(), failed(reminder(), APPROACHING, 'away', onDay(29), LEAD));
    expect(failed(state, DUE, 'away', onDay(30), LEAD).failures).toEqual({ mail: DUE, count: 1, since: onDay(30) });
  });

  it('is given one more attempt when the notifier itself was away meanwhile', () => {
    expect(nextAttempt({ mail: DUE, count: 1, since: onDay(30) }, addDays(onDay(30), 3))).toBeNull();
    expect(nextAttempt({ mail: DUE, count: 40, since: onDay(30) }, afterMs(onDay(33), -1))).toEqual(onDay(33));
  });
});
