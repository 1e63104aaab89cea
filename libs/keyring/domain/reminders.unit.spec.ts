import { describe, expect, it } from '@jest/globals';
import { keyView } from './key-view.js';
import { clearReminder, setReminder } from './testing/commands.js';
import {
  keyCreated,
  keyRevoked,
  keyRotated,
  ownerRoleChanged,
  reminderCleared,
  reminderSet,
} from './testing/events.js';
import { given, on } from './testing/given.js';
import { at } from './testing/times.js';

const analyst = ownerRoleChanged('analyst', 1);

describe('a rotation reminder', () => {
  it.each([30, 60, 90] as const)('can be set to %d days', (intervalDays) => {
    given(analyst, keyCreated()).when(setReminder(intervalDays)).then(reminderSet(intervalDays));
  });

  it('can be changed, and set again without an event', () => {
    given(analyst, keyCreated(), reminderSet(30)).when(setReminder(60)).then(reminderSet(60));
    given(analyst, keyCreated(), reminderSet(30)).when(setReminder(30)).thenNothing();
  });

  it('can be cleared, once', () => {
    given(analyst, keyCreated(), reminderSet(30)).when(clearReminder()).then(reminderCleared());
    given(analyst, keyCreated(), reminderSet(30), reminderCleared()).when(clearReminder()).thenNothing();
  });

  it('is refused for a revoked and for an expired key', () => {
    given(analyst, keyCreated(), keyRevoked()).when(setReminder(30)).thenRefused('key-revoked');
    given(analyst, keyCreated(), keyRevoked()).when(clearReminder()).thenRefused('key-revoked');
    given(analyst, keyCreated({ expiresAt: '2026-02-01T00:00Z' }))
      .when(setReminder(30), at('2026-02-01T00:00Z'))
      .thenRefused('key-expired');
  });

  it('is due that many days after the current credential was issued, so a rotation moves it', () => {
    const before = given(keyCreated(), reminderSet(30)).keyring;
    expect(before.keys.map((key) => keyView(key, at('2026-01-05T00:00Z')).reminder)).toEqual([
      { intervalDays: 30, dueAt: '2026-01-31T00:00:00.000Z' },
    ]);
    const after = given(keyCreated(), reminderSet(30), on('2026-01-11T00:00Z', keyRotated())).keyring;
    expect(after.keys.map((key) => keyView(key, at('2026-01-11T00:00Z')).reminder)).toEqual([
      { intervalDays: 30, dueAt: '2026-02-10T00:00:00.000Z' },
    ]);
  });

  it('ends with the key', () => {
    const { keyring } = given(keyCreated(), reminderSet(30), keyRevoked());
    expect(keyring.keys.map((key) => keyView(key, at('2026-01-05T00:00Z')).reminder)).toEqual([null]);
  });
});
