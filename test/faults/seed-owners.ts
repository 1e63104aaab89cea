import { ownerIdOf } from '#contracts';
import { type EventStore, type NewEvent } from '#event-store';
import { generateSecret, hintOf, parsePeppers } from '#key-secret';

const AT_ONCE = 64;

/** Appends an owner's first commit for each of `owners`, and publishes none. @returns the secret of each owner's only key. */
export async function seedOwners(store: Pick<EventStore, 'append'>, owners: number, pepper: string): Promise<readonly string[]> {
  const peppers = parsePeppers(`p1:${pepper}`);
  const secrets: string[] = [];
  await Promise.all(Array.from({ length: AT_ONCE }, async (_, first) => {
    for (let index = first; index < owners; index += AT_ONCE) {
      const ownerId = ownerIdOf({ orgId: 'seeded', userId: `owner-${String(index)}` });
      const secret = generateSecret({ prefix: 'claribi', mode: 'live' });
      const events: readonly NewEvent['event'][] = [
        { type: 'OwnerRoleChanged', role: 'analyst', tokenIssuedAt: null },
        {
          type: 'KeyCreated', keyId: `k-${String(index)}`, name: 'Seeded', scope: 'read-only', mode: 'live', expiresAt: null,
          credential: { credentialId: `c-${String(index)}`, ...peppers.digest(secret), hint: hintOf(secret) },
        },
      ];
      await store.append(ownerId, 0, events.map((event) => ({ event, at: new Date().toISOString(), by: `user:${ownerId}` })), { commandId: 'seed' });
      secrets[index] = secret;
    }
  }));
  return secrets;
}
