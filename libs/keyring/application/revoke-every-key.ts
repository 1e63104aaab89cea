import { randomUUID } from 'node:crypto';
import { type Actor, type OwnerId } from '#contracts';
import { type Commit, type EventStore } from '#event-store';
import { allKeysRevoked } from '../domain/revoking.js';
import { EMPTY, foldedOn } from './loaded-keyring.js';
import { readable } from './readable.js';

export interface RevokeEveryKey {
  readonly by: Actor;
  readonly reason: string;
  readonly at: Date;
}

/**
 * Revokes all keys of an owner in a store that nobody else writes to; undefined when there is none left to revoke.
 * @throws Problem stream-unreadable
 */
export async function revokeEveryKey(
  store: Pick<EventStore, 'read' | 'append'>,
  ownerId: OwnerId,
  { by, reason, at }: RevokeEveryKey,
): Promise<Commit | undefined> {
  const { keyring, version } = foldedOn(EMPTY, await readable(store.read(ownerId, 0)));
  const events = allKeysRevoked(keyring, reason, at).map((event) => ({ event, at: at.toISOString(), by }));
  return events.length === 0 ? undefined : store.append(ownerId, version, events, { commandId: randomUUID() });
}
