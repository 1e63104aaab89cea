import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type MailId, nextMail, wakesAt } from './mail-plan.js';
import {
  allKeysRevoked,
  expiryChanged,
  keyCreated,
  keyPaused,
  keyRevoked,
  keyRotated,
  onDay,
  ownerDeactivated,
  ownerReactivated,
  reminderCleared,
  reminderSet,
  roleChanged,
} from './testing/events.js';
import { given, on, schedulesOf } from './testing/given.js';

const EVERY_DAY = Array.from({ length: 400 }, (_, day) => day);

describe('a rotation reminder', () => {
  it.each([
    [30, 23],
    [60, 53],
    [90, 83],
  ] as const)('of %i days sends one mail on day %i, one on the day, and nothing after it', (interval, lead) => {
    given(keyCreated(), reminderSet(interval))
      .lookingOn(...EVERY_DAY)
      .thenMails(`${String(lead)} k1 approaching`, `${String(interval)} k1 due`);
  });

  it('sends nothing while none is set', () => {
    given(keyCreated())
      .lookingOn(...EVERY_DAY)
      .thenMails();
  });

  it('counts from the issue of the credential, not from when it was set', () => {
    given(keyCreated(), on(20, reminderSet(30)))
      .lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '30 k1 due');
  });

  it('falls due to the millisecond', () => {
    const due = 30;
    const before = due - 1 / 86_400_000;
    given(keyCreated(), reminderSet(30)).lookingOn(23, before, due).thenMails('23 k1 approaching', '30 k1 due');
  });

  it('sends one mail at once, not two, when it is set after its date', () => {
    given(keyCreated(), on(100, reminderSet(90)))
      .lookingOn(...EVERY_DAY)
      .thenMails('100 k1 due');
  });

  it('sends a mail at once, and one on the day, when it is set within the last week', () => {
    given(keyCreated(), on(28, reminderSet(30)))
      .lookingOn(...EVERY_DAY)
      .thenMails('28 k1 approaching', '30 k1 due');
  });

  it('sends each key one mail after an outage of days', () => {
    given(keyCreated(), keyCreated({ keyId: 'k2' }), reminderSet(30), reminderSet(60, 'k2'))
      .lookingOn(10, 300, 301)
      .thenMails('300 k1 due', '300 k2 due');
  });

  it('moves with a rotation', () => {
    given(keyCreated(), reminderSet(90), on(40, keyRotated()))
      .lookingOn(...EVERY_DAY)
      .thenMails('123 k1 approaching', '130 k1 due');
  });

  it('sends no second mail when the key was rotated after the first', () => {
    given(keyCreated(), reminderSet(30), on(25, keyRotated()))
      .lookingOn(23, 30, 47, 48)
      .thenMails('23 k1 approaching', '48 k1 approaching');
  });

  it('begins again with a rotation after the day', () => {
    given(keyCreated(), reminderSet(30), on(35, keyRotated()))
      .lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '30 k1 due', '58 k1 approaching', '65 k1 due');
  });

  it.each([
    ['a revocation', keyRevoked()],
    ['revoking all keys', allKeysRevoked],
    ['a deactivation', ownerDeactivated],
    ['clearing it', reminderCleared()],
  ])('is cancelled by %s', (_, event) => {
    given(keyCreated(), reminderSet(30), on(10, event))
      .lookingOn(...EVERY_DAY)
      .thenMails();
  });

  it('stays cancelled for a revoked key, whatever comes', () => {
    given(
      keyCreated(),
      reminderSet(30),
      on(10, keyRevoked()),
      on(11, reminderSet(60)),
      on(12, ownerDeactivated),
      on(13, ownerReactivated),
    )
      .lookingOn(...EVERY_DAY)
      .thenMails();
  });

  it('comes back with a reactivation', () => {
    given(keyCreated(), reminderSet(30), on(10, ownerDeactivated), on(20, ownerReactivated))
      .lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '30 k1 due');
  });

  it('is not touched by what happens to other keys or to the role', () => {
    given(
      keyCreated(),
      keyCreated({ keyId: 'k2' }),
      reminderSet(30),
      reminderSet(30, 'k2'),
      on(5, keyRevoked('k2')),
      on(6, roleChanged('viewer')),
    )
      .lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '30 k1 due');
  });

  it('of a key created after all were revoked counts', () => {
    given(on(0, allKeysRevoked), on(0, keyCreated()), on(0, reminderSet(30)))
      .lookingOn(23)
      .thenMails('23 k1 approaching');
  });

  it('sends nothing from the expiry of the key on', () => {
    given(keyCreated({ expiresAt: onDay(25) }), reminderSet(30))
      .lookingOn(25, 30, 31)
      .thenMails();
    given(keyCreated({ expiresAt: onDay(30) }), reminderSet(30))
      .lookingOn(30, 31)
      .thenMails();
    given(keyCreated({ expiresAt: onDay(40) }), reminderSet(30))
      .lookingOn(40, 41)
      .thenMails();
  });

  it('of another interval is another one', () => {
    given(keyCreated(), reminderSet(30), on(31, reminderSet(60)))
      .lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '30 k1 due', '53 k1 approaching', '60 k1 due');
  });

  it('that is cleared and set again does not repeat what was sent', () => {
    given(keyCreated(), reminderSet(30), on(40, reminderCleared()), on(41, reminderSet(30)))
      .lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '30 k1 due');
  });

  it('without lead days has the mail on the day only', () => {
    given(keyCreated(), reminderSet(30))
      .leading(0)
      .lookingOn(...EVERY_DAY)
      .thenMails('30 k1 due');
  });
});

describe('a key that expires and has a reminder', () => {
  const expiring = (day: number) => keyCreated({ expiresAt: onDay(day) });

  it.each([19, 25, 30])(
    'has one mail 7 days before, and none about a rotation that it does not live to see: day %d',
    (day) => {
      given(expiring(day), reminderSet(30))
        .lookingOn(...EVERY_DAY)
        .thenMails(`${String(day - 7)} k1 expiring`);
    },
  );

  it('has the mail besides those about its rotation', () => {
    given(expiring(33), reminderSet(30))
      .lookingOn(...EVERY_DAY)
      .thenMails('23 k1 approaching', '26 k1 expiring', '30 k1 due');
    given(expiring(300), reminderSet(90))
      .lookingOn(...EVERY_DAY)
      .thenMails('83 k1 approaching', '90 k1 due', '293 k1 expiring');
  });

  it('has one mail, not two, when both are due at once, and after an outage', () => {
    given(expiring(30.5), reminderSet(30)).lookingOn(23.5, 24, 29).thenMails('23.5 k1 expiring');
    given(expiring(33), reminderSet(30)).lookingOn(31, 32).thenMails('31 k1 expiring');
  });

  it('has none while no reminder is set', () => {
    given(expiring(50))
      .lookingOn(...EVERY_DAY)
      .thenMails();
  });

  it('has it at once when the reminder is set in the last week, and none when that is too late', () => {
    given(expiring(50), on(48, reminderSet(90)))
      .lookingOn(...EVERY_DAY)
      .thenMails('48 k1 expiring');
    given(expiring(50), on(50, reminderSet(90)))
      .lookingOn(...EVERY_DAY)
      .thenMails();
  });

  it('keeps it over a rotation, and has it once only', () => {
    given(expiring(80), reminderSet(90), on(60, keyRotated()))
      .lookingOn(...EVERY_DAY)
      .thenMails('73 k1 expiring');
    given(
      expiring(80),
      reminderSet(90),
      on(74, keyRotated()),
      on(75, reminderSet(60)),
      on(76, reminderCleared()),
      on(77, reminderSet(60)),
    )
      .lookingOn(...EVERY_DAY)
      .thenMails('73 k1 expiring');
  });

  it.each([
    ['a revocation', keyRevoked()],
    ['revoking all keys', allKeysRevoked],
    ['a deactivation', ownerDeactivated],
    ['clearing the reminder', reminderCleared()],
  ])('has none after %s', (_, event) => {
    given(expiring(20), reminderSet(30), on(10, event))
      .lookingOn(...EVERY_DAY)
      .thenMails();
  });

  it('has it again in its time after a reactivation', () => {
    given(expiring(80), reminderSet(90), on(10, ownerDeactivated), on(75, ownerReactivated))
      .lookingOn(...EVERY_DAY)
      .thenMails('75 k1 expiring');
  });

  it('has one for each expiry that it is given, and none for one that was changed before', () => {
    given(expiring(80), reminderSet(90), on(75, expiryChanged(onDay(88))))
      .lookingOn(...EVERY_DAY)
      .thenMails('73 k1 expiring', '81 k1 expiring');
    given(expiring(80), reminderSet(90), on(60, expiryChanged(onDay(70))))
      .lookingOn(...EVERY_DAY)
      .thenMails('63 k1 expiring');
    given(expiring(80), reminderSet(90), on(60, expiryChanged(null)))
      .lookingOn(...EVERY_DAY)
      .thenMails('83 k1 approaching', '90 k1 due');
  });

  it('has it though it is paused', () => {
    given(expiring(80), reminderSet(90), on(10, keyPaused))
      .lookingOn(...EVERY_DAY)
      .thenMails('73 k1 expiring');
  });

  it('has it 7 days before whatever the lead of rotations is', () => {
    given(expiring(19), reminderSet(30))
      .leading(0)
      .lookingOn(...EVERY_DAY)
      .thenMails('12 k1 expiring');
  });
});

describe('waking', () => {
  it('happens for the first mail, then for the second, and never after it', () => {
    const story = given(keyCreated(), reminderSet(30));
    story.seenOn(0).thenWakesOn(23);
    story.seenOn(29).thenWakesOn(23);
    story.seenOn(30).thenWakesOn(30);
    given(keyCreated()).seenOn(0).thenWakesOn(null);
    given(keyCreated({ expiresAt: onDay(31) }), reminderSet(30))
      .seenOn(31)
      .thenWakesOn(null);
    given(keyCreated({ expiresAt: onDay(33) }), reminderSet(30))
      .seenOn(0)
      .thenWakesOn(23);
    given(keyCreated({ expiresAt: onDay(25) }), reminderSet(30))
      .seenOn(0)
      .thenWakesOn(18);
  });

  it('is never later than the next mail, and there is a mail whenever it is past', () => {
    const moments = fc.integer({ min: 0, max: 200 });
    const expiry = fc.option(moments, { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom(30, 60, 90),
        expiry,
        moments,
        fc.nat(29),
        fc.subarray(['approaching', 'due', 'expiring'] as const),
        (interval, expires, day, lead, stages) => {
          const created = keyCreated(expires === undefined ? {} : { expiresAt: onDay(expires) });
          const [schedule] = schedulesOf([on(0, created), on(0, reminderSet(interval))]).keys;
          if (schedule === undefined) throw new Error('no key');
          const settled = stages.map((stage): MailId => ({ credentialId: 'k1-c1', intervalDays: interval, stage }));
          const wakes = wakesAt(schedule, settled, onDay(day), lead);
          const mail = nextMail(schedule, settled, onDay(day), lead);
          expect(mail !== null).toBe(wakes !== null && wakes <= onDay(day));
          if (mail !== null) expect(settled).not.toContainEqual(mail);
        },
      ),
    );
  });
});
