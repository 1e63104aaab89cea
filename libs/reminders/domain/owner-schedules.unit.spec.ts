import { describe, expect, it } from '@jest/globals';
import { evolve } from './owner-schedules.js';
import {
  allKeysRevoked,
  expiryChanged,
  keyCreated,
  keyRenamed,
  keyRotated,
  onDay,
  ownerDeactivated,
  reminderSet,
  roleChanged,
} from './testing/events.js';
import { on, schedulesOf } from './testing/given.js';

describe('an owner’s schedules', () => {
  const history = [
    on(0, keyCreated()),
    on(1, keyCreated({ keyId: 'k2', expiresAt: onDay(50) })),
    on(2, reminderSet(30)),
    on(3, keyRotated('k2')),
    on(4, roleChanged('viewer')),
  ];

  it('hold what a reminder needs to know of each key', () => {
    expect(schedulesOf(history)).toEqual({
      ownerId: 'acme/ann',
      version: 5,
      active: true,
      keys: [
        {
          keyId: 'k1',
          ownerId: 'acme/ann',
          version: 3,
          name: 'Weekly Report Script',
          hint: 'claribi_sk_live_1-c1',
          credentialId: 'k1-c1',
          issuedAt: onDay(0),
          expiresAt: null,
          intervalDays: 30,
          revoked: false,
          ownerActive: true,
        },
        {
          keyId: 'k2',
          ownerId: 'acme/ann',
          version: 4,
          name: 'Weekly Report Script',
          hint: 'claribi_sk_live_2-c2',
          credentialId: 'k2-c2',
          issuedAt: onDay(3),
          expiresAt: onDay(50),
          intervalDays: null,
          revoked: false,
          ownerActive: true,
        },
      ],
    });
  });

  it('follow a key’s name and expiry', () => {
    const { keys } = schedulesOf([
      ...history,
      on(5, keyRenamed('Monthly Report Script')),
      on(6, expiryChanged(onDay(70), 'k2')),
      on(7, expiryChanged(onDay(9))),
      on(8, expiryChanged(null)),
    ]);
    expect(keys.map(({ name, expiresAt, version }) => [name, expiresAt, version])).toEqual([
      ['Monthly Report Script', null, 9],
      ['Weekly Report Script', onDay(70), 7],
    ]);
  });

  it('leave a key alone that is stored with a later version already', () => {
    const ahead = schedulesOf(history);
    const again = evolve(
      { ...ahead, version: 2 },
      { version: 3, at: onDay(99).toISOString(), event: ownerDeactivated },
    );
    expect(again.keys.map(({ ownerActive }) => ownerActive)).toEqual([true, true]);
    expect(
      evolve({ ...ahead, version: 0 }, { version: 1, at: onDay(0).toISOString(), event: keyCreated() }).keys,
    ).toEqual(ahead.keys);
  });

  it('give a key that is created for a deactivated owner no mail', () => {
    const { keys } = schedulesOf([on(0, ownerDeactivated), on(0, keyCreated())]);
    expect(keys.map(({ ownerActive }) => ownerActive)).toEqual([false]);
  });

  it('change the version of each key that is revoked with all, and of no revoked one again', () => {
    const { keys } = schedulesOf([...history, on(5, allKeysRevoked), on(6, allKeysRevoked)]);
    expect(keys.map(({ version, revoked }) => [version, revoked])).toEqual([
      [6, true],
      [6, true],
    ]);
  });
});
