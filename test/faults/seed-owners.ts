import { encodeKeyEvent, type OwnerId, ownerIdOf, TOPICS } from '#contracts';
import { type Commit } from '#event-store';
import { type NewEvent } from '../../libs/event-store/event-store.js';
import { MongoEventStore } from '#event-store/adapters/mongo';
import { generateSecret, hintOf, parsePeppers } from '#key-secret';
import { openKafkaToRead } from '#messaging/adapters/kafka';
import { connectMongo } from '#mongo';
import { atOnce } from '../kit/at-once.js';
import { type DistributedDeployment } from '../profiles/distributed-deployment.js';

const BATCH = 500;

/**
 * Appends an owner's first commit for each of `owners`, and publishes those of the first `published` of them.
 * @returns the secret of each owner's only key.
 */
export async function seedOwners(
  deployment: DistributedDeployment,
  { owners, published }: { readonly owners: number; readonly published: number },
): Promise<readonly string[]> {
  const connection = await connectMongo(deployment.databaseOf('key-command'));
  const log = openKafkaToRead({ brokers: deployment.kafka.addresses, clientId: 'seed' });
  const store = await MongoEventStore.open(connection);
  const peppers = parsePeppers(`p1:${deployment.secrets.pepper}`);
  const secrets: string[] = [];
  for (let from = 0; from < owners; from += BATCH) {
    const batch = await atOnce(Array.from({ length: Math.min(BATCH, owners - from) }), async (_, index) =>
      appendOwner(from + index),
    );
    secrets.push(...batch.map(({ secret }) => secret));
    if (from < published) await publish(batch.map(({ commit }) => commit));
  }
  await log.close();
  await store.close();
  await connection.close();
  return secrets;

  async function appendOwner(index: number): Promise<{ readonly secret: string; readonly commit: Commit }> {
    const ownerId = ownerIdOf({ orgId: 'seeded', userId: `owner-${String(index)}` });
    const secret = generateSecret({ prefix: 'claribi', mode: 'live' });
    const credential = { credentialId: `c-${String(index)}`, ...peppers.digest(secret), hint: hintOf(secret) };
    return {
      secret,
      commit: await store.append(ownerId, 0, firstEvents(ownerId, `k-${String(index)}`, credential), {
        commandId: `seed-${String(index)}`,
      }),
    };
  }

  async function publish(commits: readonly Commit[]): Promise<void> {
    const positions = await log.publisher.send(
      TOPICS.keyEvents.name,
      commits.flatMap(({ events }) => events.map((event) => encodeKeyEvent(event))),
    );
    let end = 0;
    await store.savePositions(
      commits.flatMap(({ stream, firstVersion, events }) => {
        end += events.length;
        const position = positions[end - 1];
        return position === undefined ? [] : [{ stream, firstVersion, position }];
      }),
    );
  }
}

function firstEvents(
  ownerId: OwnerId,
  keyId: string,
  credential: {
    readonly credentialId: string;
    readonly digest: string;
    readonly pepperId: string;
    readonly hint: string;
  },
): readonly NewEvent[] {
  const events: readonly NewEvent['event'][] = [
    { type: 'OwnerRoleChanged', role: 'analyst', source: 'token', toldAt: '2026-01-01T00:00:00.000Z' },
    { type: 'KeyCreated', keyId, name: 'Seeded', scope: 'read-only', mode: 'live', expiresAt: null, credential },
  ];
  return events.map((event) => ({ event, at: new Date().toISOString(), by: `user:${ownerId}` }));
}
