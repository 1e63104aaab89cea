import { type OwnerId } from '../owner-id.js';
import { type KeyringEvent } from './keyring-event.js';

/** Who did it: `user:<orgId>/<userId>` or `service:<name>`. */
export type Actor = `user:${string}` | `service:${string}`;

/** An event with its place in its owner's stream. */
export interface RecordedEvent<E extends KeyringEvent = KeyringEvent> {
  readonly ownerId: OwnerId;
  /** 1 for the stream's first event, then without holes. */
  readonly version: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: Actor;
  readonly event: E;
}
