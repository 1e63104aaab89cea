import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeKeyEvent, type RecordedEvent, TOPICS } from '#contracts';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { type MongoConnection } from '#mongo';
import { rebuildReadModel } from '#verification';
import { MongoGenerations, MongoVerificationStore } from '#verification/adapters/mongo';
import { MongoDatabase } from '../../test/kit/mongo-database.js';
import { type CommandResult } from './command.js';
import { dropUnused, rebuildVerification } from './commands/rebuild-verification.js';

const credential = { credentialId: 'c1', digest: 'ab'.repeat(32), pepperId: 'p1', hint: 'claribi_sk_live_Ab12' };
const events: readonly RecordedEvent['event'][] = [
  { type: 'KeyCreated', keyId: 'k1', name: 'A key', scope: 'read-only', mode: 'live', expiresAt: null, credential },
  { type: 'KeyRevoked', keyId: 'k1', reason: null },
];

describe('rebuilding verification’s read model on MongoDB', () => {
  let database: MongoDatabase;
  let mongo: MongoConnection;
  let log: EmbeddedLog;

  beforeEach(async () => {
    database = MongoDatabase.fresh();
    mongo = await database.connect();
    log = EmbeddedLog.open({ eventsPath: ':memory:' });
    const records = events.map((event, index) =>
      encodeKeyEvent({
        ownerId: 'acme/ann',
        version: index + 1,
        at: '2026-01-01T00:00:00.000Z',
        by: 'user:acme/ann',
        event,
      }),
    );
    await log.publisher.send(TOPICS.keyEvents.name, records);
  });
  afterEach(async () => {
    await log.close();
    await database.destroy();
  });

  const rebuild = (switches: boolean, acceptsDifferences = false): Promise<CommandResult> =>
    rebuildVerification({ switches, acceptsDifferences }, mongo, log.subscriber, { env: {}, tell: () => undefined });
  const asReplicasDid = async (): Promise<void> => {
    const live = await MongoVerificationStore.open(mongo);
    await rebuildReadModel({ subscriber: log.subscriber, live, next: live });
  };
  const generations = () => new MongoGenerations(mongo);

  it('switches to one that is equal; the old one goes when asked to', async () => {
    await asReplicasDid();
    const outcome = await rebuild(true);
    expect(outcome).toMatchObject({
      exitCode: 0,
      json: { records: 2, credentials: 1, owners: 1, switched: true, live: 1, differences: [] },
    });
    expect(outcome.lines.join('\n')).toContain('restart the replicas');
    expect(await generations().existing()).toEqual([0, 1]);
    expect(await (await MongoVerificationStore.open(await database.connect())).find([credential.digest])).toMatchObject(
      { credential: { version: 2 } },
    );
    expect((await dropUnused(mongo)).json).toEqual({ live: 1, dropped: [0] });
    expect(await generations().existing()).toEqual([1]);
  });

  it('only compares unless it is asked to switch, and leaves nothing behind', async () => {
    await asReplicasDid();
    expect(await rebuild(false)).toMatchObject({ exitCode: 0, json: { switched: false, live: 0 } });
    expect(await generations().existing()).toEqual([0]);
  });

  it('does not switch to one that differs unless that is accepted, and shows no digest', async () => {
    await asReplicasDid();
    await (
      await MongoVerificationStore.open(mongo)
    ).apply([{ kind: 'advance', ownerId: 'acme/ghost', version: 1, changes: {} }], {});
    const refused = await rebuild(true);
    expect(refused).toMatchObject({
      exitCode: 1,
      json: { switched: false, live: 0, differences: [{ name: 'acme/ghost', what: 'missing' }] },
    });
    expect(JSON.stringify(refused)).not.toContain(credential.digest);
    expect(await generations().existing()).toEqual([0]);
    expect(await rebuild(true, true)).toMatchObject({ exitCode: 0, json: { switched: true, live: 2 } });
  });
});
