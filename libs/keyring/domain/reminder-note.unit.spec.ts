import { describe, expect, it } from '@jest/globals';
import { expiryNote } from './reminder-note.js';
import { keyCreated, keyRotated, reminderSet } from './testing/events.js';
import { given, type History, on } from './testing/given.js';
import { at } from './testing/times.js';

const noteOf = (history: History, now = '2026-01-01T00:00Z') =>
  given(...history).keyring.keys.map((key) => expiryNote(key, at(now)))[0];

describe('what the note says when a reminder is set', () => {
  it('is that the key expires first, when, and that a mail comes before that', () => {
    expect(noteOf([keyCreated({ expiresAt: '2026-01-19T23:30Z' }), reminderSet(30)])).toBe(
      'This key expires on 19 January 2026, 23:30 UTC, before the reminder would be due. A mail goes out 7 days before the expiry instead.',
    );
  });

  it('is that the mail comes at once, in the last week', () => {
    expect(noteOf([keyCreated({ expiresAt: '2026-01-19T23:30Z' }), reminderSet(30)], '2026-01-13T00:00Z')).toMatch(
      /A mail about the expiry goes out at once instead\.$/,
    );
  });

  it('counts from the rotation', () => {
    const key = keyCreated({ expiresAt: '2026-02-10T00:00Z' });
    expect(noteOf([key, reminderSet(30)])).toBeNull();
    expect(noteOf([key, reminderSet(30), on('2026-01-11T00:00Z', keyRotated())])).toMatch(
      /^This key expires on 10 February 2026, 00:00 UTC,/,
    );
  });

  it.each<[string, History]>([
    ['has no expiry', [keyCreated(), reminderSet(90)]],
    ['expires later', [keyCreated({ expiresAt: '2026-01-31T00:01Z' }), reminderSet(30)]],
    ['has no reminder', [keyCreated({ expiresAt: '2026-01-02T00:00Z' })]],
  ])('is nothing for a key that %s', (_, history) => {
    expect(noteOf(history)).toBeNull();
  });
});
