import { type OwnerId } from '../owner-id.js';
import { KEYRING_EVENTS } from './keyring-event.js';
import { type Actor, type RecordedEvent } from './recorded-event.js';

/** A recorded event in the form that is stored: plain JSON, self-describing. Only `decodeEnvelope` turns it back. */
export interface EventEnvelope {
  readonly type: string;
  readonly schemaVersion: number;
  readonly changesAccess: boolean;
  readonly ownerId: OwnerId;
  readonly version: number;
  readonly at: string;
  readonly by: Actor;
  readonly data: unknown;
}

export function encodeEnvelope({ ownerId, version, at, by, event }: RecordedEvent): EventEnvelope {
  const { type, ...data } = event;
  const { schemaVersion, changesAccess } = KEYRING_EVENTS[type];
  return { type, schemaVersion, changesAccess, ownerId, version, at, by, data };
}
