import { describe, expect, it } from '@jest/globals';
import { type RecordedEvent } from '../events/recorded-event.js';
import { ownerIdOf } from '../owner-id.js';
import { decodeKeyEvent, encodeKeyEvent } from './key-event-record.js';

describe('a key event on the topic', () => {
  it.each(['ada', 'ada+keys@example.test', 'other/ada', '100%', '='.repeat(255)])(
    'is read as it was written, with headers in ASCII, for the user %s',
    (userId) => {
      const ownerId = ownerIdOf({ orgId: 'acme', userId });
      const recorded: RecordedEvent = {
        ownerId,
        version: 1,
        at: '2026-01-01T00:00:00.000Z',
        by: `user:${ownerId}`,
        event: { type: 'OwnerDeactivated' },
      };
      const { key, headers, value } = encodeKeyEvent(recorded);
      expect(Object.values(headers).join('')).toMatch(/^[\x20-\x7e]*$/);
      expect(
        decodeKeyEvent({ key, headers, value, topic: 'key-events', partition: 0, offset: 0, timestamp: new Date(0) }),
      ).toEqual({ outcome: 'event', recorded });
    },
  );
});
