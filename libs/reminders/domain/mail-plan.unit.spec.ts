import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MailId, nextMail, wakesAt } from './mail-plan.js';
import {
  allKeysRevoked, keyCreated, keyRevoked, keyRotated, onDay, ownerDeactivated, ownerReactivated, reminderCleared, reminderSet, roleChanged,
} from './testing/events.js';
import { given, on, schedulesOf } from './testing/given.js';

const EVERY_DAY = Array.from({ length: 400 }, (_, day) => day);

describe('a rotation reminder', () => {
  it.each([[30, 23], [60, 53], [90, 83]] as const)('of %i days sends one mail on day %i, one on the day, and nothing after it', (interval, lead) => {
    given(keyCreated(), reminderSet(interval)).lookingOn(...EVERY_DAY).thenMails(`${String(lead)} k1 approaching`, `${String(interval)} k1 due`);
  });

  it('sends nothing while none is set', () => { given(keyCreated()).lookingOn(...EVERY_DAY).thenMails(); });

  it('counts from the issue of the credential, not from when it was set', () => {
    given(keyCreated(), on(20, reminderSet(30))).lookingOn(...EVERY_DAY).thenMails('23 k1 approaching', '30 k1 due');
  });

  it('falls due to the millisecond', () => {
    const due = 30;
    const before = due - 1 / 86_400_000;
    given(keyCreated(), reminderSet(30)).lookingOn(23, before, due).thenMails('23 k1 approaching', '30 k1 due');
  });

  it('sends one mail at once, not two, when it is set after its date', () => {
    given(keyCreated(), on(100, reminderSet(90))).lookingOn(...EVERY_DAY).thenMails('100 k1 due');
  });

  it('sends a mail at once, and one on the day, when it is set within the last week', () => {
    given(keyCreated(), on(28, reminderSet(30))).lookingOn(...EVERY_DAY).thenMails('28 k1 approaching', '30 k1 due');
  });

  it('sends each key one mail after an outage of days', () => {
    given(keyCreated(), keyCreated({ keyId: 'k2' }), reminderSet(30), reminderSet(60, 'k2')).lookingOn(10, 300, 301).thenMails('300 k1 due', '300 k2 due');
  });

  it('moves with a rotation', () => {
    given(keyCreated(), reminderSet(90), on(40, keyRotated())).lookingOn(...EVERY_DAY).thenMails('123 k1 approaching', '130 k1 due');
  });

  it('sends no second mail when the key was rotated after the first', () => {
    given(keyCreated(), reminderSet(30), on(25, keyRotated())).lookingOn(23, 30, 47, 48).thenMails('23 k1 approaching', '48 k1 approaching');
  });

  it('begins anew with a rotation after the day', () => {
    given(keyCreated(), reminderSet(30), on(35, keyRotated())).lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '30 k1 due', '58 k1 approaching', '65 k1 due');
  });

  it.each([['a revocation', keyRevoked()], ['revoking all keys', allKeysRevoked], ['a deactivation', ownerDeactivated], ['clearing it', reminderCleared()]])(
    'is cancelled by %s', (_, event) => { given(keyCreated(), reminderSet(30), on(10, event)).lookingOn(...EVERY_DAY).thenMails(); });

  it('stays cancelled for a revoked key, whatever comes', () => {
    given(keyCreated(), reminderSet(30), on(10, keyRevoked()), on(11, reminderSet(60)), on(12, ownerDeactivated), on(13, ownerReactivated))
      .lookingOn(...EVERY_DAY).thenMails();
  });

  it('comes back with a reactivation', () => {
    given(keyCreated(), reminderSet(30), on(10, ownerDeactivated), on(20, ownerReactivated)).lookingOn(...EVERY_DAY).thenMails('23 k1 approaching', '30 k1 due');
  });

  it('is not touched by what happens to other keys or to the role', () => {
    given(keyCreated(), keyCreated({ keyId: 'k2' }), reminderSet(30), reminderSet(30, 'k2'), on(5, keyRevoked('k2')), on(6, roleChanged('viewer')))
      .lookingOn(...EVERY_DAY).thenMails('23 k1 approaching', '30 k1 due');
  });

  it('of a key created after all were revoked counts', () => {
    given(on(0, allKeysRevoked), on(0, keyCreated()), on(0, reminderSet(30))).lookingOn(23).thenMails('23 k1 approaching');
  });

  it('sends nothing from the expiry of the key on', () => {
    given(keyCreated({ expiresAt: onDay(25) }), reminderSet(30)).lookingOn(...EVERY_DAY).thenMails('23 k1 approaching');
    given(keyCreated({ expiresAt: onDay(23) }), reminderSet(30)).lookingOn(...EVERY_DAY).thenMails();
    given(keyCreated({ expiresAt: onDay(30) }), reminderSet(30)).lookingOn(30, 31).thenMails();
  });

  it('of another interval is another one', () => {
    given(keyCreated(), reminderSet(30), on(31, reminderSet(60))).lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '30 k1 due', '53 k1 approaching', '60 k1 due');
  });

  it('that is cleared and set again does not repeat what was sent', () => {
    given(keyCreated(), reminderSet(30), on(40, reminderCleared()), on(41, reminderSet(30))).lookingOn(...EVERY_DAY).thenMails('23 k1 approaching', '30 k1 due');
  });

  it('without lead days has the mail on the day only', () => {
    given(keyCreated(), reminderSet(30)).leading(0).lookingOn(...EVERY_DAY).thenMails('30 k1 due');
  });
});

describe('waking', () => {
  it('happens for the first mail, then for the second, and never after it', () => {
    const story = given(keyCreated(), reminderSet(30));
    story.seenOn(0).thenWakesOn(23);
    story.seenOn(29).thenWakesOn(23);
    story.seenOn(30).thenWakesOn(30);
    given(keyCreated()).seenOn(0).thenWakesOn(null);
    given(keyCreated({ expiresAt: onDay(31) }), reminderSet(30)).seenOn(31).thenWakesOn(null);
  });

  it('is never later than the next mail, and there is a mail whenever it is past', () => {
    const moments = fc.integer({ min: 0, max: 200 });
    const expiry = fc.option(moments, { nil: undefined });
    fc.assert(fc.property(fc.constantFrom(30, 60, 90), expiry, moments, fc.nat(29), fc.subarray(['approaching', 'due'] as const), (interval, expires, day, lead, stages) => {
      const created = keyCreated(expires === undefined ? {} : { expiresAt: onDay(expires) });
      const [schedule] = schedulesOf([on(0, created), on(0, reminderSet(interval))]).keys;
      if (schedule === undefined) throw new Error('no key');
      const settled = stages.map((stage): MailId => ({ credentialId: 'k1-c1', intervalDays: interval, stage }));
      const wakes = wakesAt(schedule, settled, onDay(day), lead);
      const mail = nextMail(schedule, settled, onDay(day), lead);
      expect(mail !== null).toBe(wakes !== null && wakes <= onDay(day));
      if (mail !== null) expect(settled).not.toContainEqual(mail);
    }));
  });
});
