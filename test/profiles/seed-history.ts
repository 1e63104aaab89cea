import { join } from 'node:path';
import { ownerIdOf, type OwnerId } from '#contracts';
import { PublishingLoop } from '#event-store';
import { type NewEvent } from '../../libs/event-store/event-store.js';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { generateSecret, hintOf, parsePeppers, type Peppers } from '#key-secret';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { type Deployment } from './deployment.js';

/** An owner with one key that works and some that were revoked. */
export interface SeededOwner {
  readonly ownerId: OwnerId;
  readonly liveSecret: string;
  readonly revokedSecret: string;
}

/**
 * Writes 100 events for each of `owners` owners into a standalone folder and publishes them, as a process would have
 * that was killed before it projected any.
 */
export async function seedHistory({ folder, secrets }: Deployment, owners: number): Promise<readonly SeededOwner[]> {
  const peppers = parsePeppers(`p1:${secrets['pepper'] ?? ''}`);
  const store = SqliteEventStore.open(join(folder, 'events.db'));
  const log = EmbeddedLog.open({ eventsPath: join(folder, 'events.db') });
  const publishing = new PublishingLoop({ store, publisher: log.publisher });
  const seeded = await Promise.all(
    Array.from({ length: owners }, async (_, index) => {
      const ownerId = ownerIdOf({ orgId: 'seeded', userId: `owner-${String(index)}` });
      const { events, liveSecret, revokedSecret } = historyOf(ownerId, peppers);
      await store.append(ownerId, 0, events, { commandId: 'seed' });
      await publishing.publish(ownerId, events.length);
      return { ownerId, liveSecret, revokedSecret };
    }),
  );
  await publishing.close();
  await log.close();
  await store.close();
  return seeded;
}

function historyOf(
  ownerId: OwnerId,
  peppers: Peppers,
): Omit<SeededOwner, 'ownerId'> & { readonly events: readonly NewEvent[] } {
  const secrets = Array.from({ length: 50 }, () => generateSecret({ prefix: 'claribi', mode: 'live' }));
  const created = secrets.map((secret, index): NewEvent['event'] => ({
    type: 'KeyCreated',
    keyId: `k${String(index)}`,
    name: `Key ${String(index)}`,
    scope: 'read-only',
    mode: 'live',
    expiresAt: null,
    credential: { credentialId: `${ownerId}/c${String(index)}`, ...peppers.digest(secret), hint: hintOf(secret) },
  }));
  const revoked = created
    .slice(1)
    .map((_, index): NewEvent['event'] => ({ type: 'KeyRevoked', keyId: `k${String(index + 1)}`, reason: null }));
  const events = [
    { type: 'OwnerRoleChanged', role: 'analyst', source: 'token', toldAt: '2026-01-01T00:00:00.000Z' } as const,
    ...created,
    ...revoked,
  ].map((event): NewEvent => ({ event, at: '2026-01-01T00:00:00.000Z', by: `user:${ownerId}` }));
  return { events, liveSecret: secrets[0] ?? '', revokedSecret: secrets[1] ?? '' };
}
