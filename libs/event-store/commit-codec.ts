import {
  decodeEnvelope,
  encodeEnvelope,
  parseEnvelope,
  type EventEnvelope,
  type OwnerId,
  type RecordedEvent,
} from '#contracts';
import { UnreadableStream, type NewEvent } from './event-store.js';

/**
 * `events`, which follow version `head` of `stream`, as they are read back: what their schemas name, and nothing else.
 * @throws RangeError when there are none. @throws TypeError when one does not fit its schema.
 */
export function recordedFor(stream: OwnerId, head: number, events: readonly NewEvent[]): readonly RecordedEvent[] {
  if (events.length === 0) throw new RangeError('a commit holds at least one event');
  return events.map(({ event, at, by }, index) => {
    const decoded = decodeEnvelope(encodeEnvelope({ ownerId: stream, version: head + 1 + index, at, by, event }));
    if (decoded.outcome !== 'event') throw new TypeError(`this event could not be read back: ${decoded.reason}`);
    return decoded.recorded;
  });
}

/**
 * The events of a stored commit whose first version is `firstVersion`, without those that may be passed over.
 * @throws UnreadableStream
 */
export function eventsOf(stream: OwnerId, firstVersion: number, stored: readonly unknown[]): readonly RecordedEvent[] {
  return stored.flatMap((value, index) => {
    const decoded = decodeEnvelope(value);
    if (decoded.outcome === 'refused') {
      envelopesOf(stream, firstVersion, stored); // what is not even an envelope is reported as that
      throw unreadable(stream, firstVersion, decoded.reason);
    }
    const { ownerId, version } = decoded.outcome === 'event' ? decoded.recorded : decoded;
    if (ownerId !== stream || version !== firstVersion + index) throw misplaced(stream, firstVersion, index);
    return decoded.outcome === 'event' ? [decoded.recorded] : [];
  });
}

/**
 * The envelopes of a stored commit, their data unread. One that claims another stream or version than its place was not
 * stored there by us: nothing may be built on it.
 * @throws UnreadableStream
 */
export function envelopesOf(
  stream: OwnerId,
  firstVersion: number,
  stored: readonly unknown[],
): readonly EventEnvelope[] {
  return stored.map((value, index) => {
    const envelope = parseEnvelope(value);
    if (envelope?.ownerId !== stream || envelope.version !== firstVersion + index)
      throw misplaced(stream, firstVersion, index);
    return envelope;
  });
}

function misplaced(stream: OwnerId, firstVersion: number, index: number): UnreadableStream {
  return unreadable(stream, firstVersion, `no envelope of version ${String(firstVersion + index)}`);
}

function unreadable(stream: OwnerId, firstVersion: number, reason: string): UnreadableStream {
  return new UnreadableStream(
    `${stream}@${String(firstVersion)}: ${reason}; deploy the version that wrote it, or repair the commit`,
  );
}
