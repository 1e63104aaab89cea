import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type MongoConnection } from '#mongo';
import { commandsOf, indexesOf, isWrite, MongoDatabase, mongoUnderTest } from '../../../../test/kit/mongo-database.js';
import { projectBatch } from '../../domain/project-batch.js';
import { ANN, AT, digestOf, keyCreated, keyRevoked, readable, roleChanged } from '../../domain/testing/events.js';
import { type Write } from '../../domain/write.js';
import { verificationStoreContract } from '../../testing/verification-store.contract.js';
import { MongoGenerations } from './generations.js';
import { MongoVerificationStore } from './mongo-verification-store.js';

verificationStoreContract(
  'mongo',
  mongoUnderTest((connection) => MongoVerificationStore.open(connection)),
);

describe('the verification store on MongoDB', () => {
  const NOW = new Date('2026-01-02T00:00:00.000Z');
  let database: MongoDatabase;
  let connection: MongoConnection;
  let store: MongoVerificationStore;

  beforeEach(async () => {
    database = MongoDatabase.fresh();
    connection = await database.connect();
    store = await MongoVerificationStore.open(connection);
  });
  afterEach(() => database.destroy());

  const writes = (): readonly Write[] =>
    projectBatch(
      [roleChanged('viewer'), keyCreated(), keyRevoked()].map((event, index) => readable(index + 1, event)),
      { owners: [], credentials: [] },
    ).writes;
  const issue = (): Promise<void> =>
    store.apply(
      writes().filter(({ kind }) => kind === 'issue'),
      {},
    );

  it.each([
    [
      'owners and credentials of a batch',
      () => store.load({ ownerIds: [ANN], keys: [{ ownerId: ANN, keyId: 'k1' }] }),
      ['credentials: key', 'owners: _id_'],
    ],
    [
      'a credential and its owner',
      () => store.find([digestOf('c1'), digestOf('c2')]),
      ['credentials: _id_', 'owners: _id_'],
    ],
    [
      'what it writes',
      async () => {
        await store.apply(writes(), { 0: 1 });
        await store.apply(writes(), { 0: 1 });
      },
      ['checkpoints: _id_', 'credentials: _id_', 'owners: _id_'],
    ],
    [
      'every document',
      async () => {
        for await (const document of store.documents()) expect(document).toBeDefined();
      },
      ['credentials: _id_', 'owners: _id_'],
    ],
    ['parked owners', () => store.countParked(), ['owners: parked']],
    ['peppers', () => store.livePepperIdsNot([], NOW), ['credentials: pepper', 'owners: _id_']],
  ])('finds %s by the index meant for it', async (_, work, indexes) => {
    await issue();
    expect([...(await indexesOf(connection, work))].sort()).toEqual(indexes);
  });

  it('writes a batch in a few round trips: credentials, then owners, then the checkpoint; what is there already is changed only if it is older', async () => {
    const commandsOfApply = () => commandsOf(connection, () => store.apply(writes(), { 0: 7, 1: 9 }));
    const sent = (commands: Awaited<ReturnType<typeof commandsOfApply>>) =>
      commands.map(({ insert, find, update = '' }) =>
        insert !== undefined ? `insert ${insert}` : find !== undefined ? `find ${find}` : `update ${update}`,
      );
    await store.apply([{ kind: 'park', ownerId: ANN, version: 9, reason: 'a gap' }], {});
    const [first, again] = [await commandsOfApply(), await commandsOfApply()];
    expect(sent(first)).toEqual([
      'insert credentials',
      'update credentials',
      'insert owners',
      'find owners',
      'update owners',
      'update checkpoints',
    ]);
    expect(sent(again)).toEqual([
      'insert credentials',
      'update credentials',
      'insert owners',
      'find owners',
      'update checkpoints',
    ]);
    expect(first.filter(({ update }) => update !== undefined).every((command) => command['ordered'] === true)).toBe(
      true,
    );
  });

  it('moves no checkpoint when a write before it fails', async () => {
    await store.apply([{ kind: 'advance', ownerId: 'acme/bob', version: 1, changes: { role: 'viewer' } }], {});
    await connection.db?.command({ collMod: 'owners', validator: { version: { $lt: 2 } } });
    await expect(store.apply(writes(), { 0: 7 })).rejects.toThrow('validation');
    expect(await store.checkpoint()).toEqual({});
    expect(await store.find([digestOf('c1')])).toMatchObject({ credential: { revokedAt: AT }, owner: undefined });
  });

  it('asks for the majority and the journal with every write, and reads nothing that a fail-over could undo', async () => {
    const commands = await commandsOf(connection, async () => {
      await store.apply(writes(), { 0: 1 });
      await Promise.all([
        store.checkpoint(),
        store.load({ ownerIds: [ANN], keys: [{ ownerId: ANN, keyId: 'k1' }] }),
        store.find([digestOf('c1')]),
      ]);
      await Promise.all([store.countParked(), store.livePepperIdsNot([], NOW)]);
    });
    const durable = { writeConcern: { w: 'majority', j: true } };
    const held = { readConcern: { level: 'majority' } };
    for (const command of commands) expect(command).toMatchObject(isWrite(command) ? durable : held);
  });

  it('names peppers rightly however many credentials their owners have revoked', async () => {
    const revoked = Array.from({ length: 101 }, (_, index) => ({
      _id: `d${String(index).padStart(4, '0')}`,
      pepperId: 'p1',
      credentialId: 'c',
      keyId: 'k',
      ownerId: ANN,
      scope: 'read-only',
      mode: 'live',
      expiresAt: null,
      activeUntil: null,
      graceEnded: false,
      revokedAt: null,
      issuedVersion: 2,
      version: 2,
    }));
    await connection.collection<{ _id: string }>('credentials').insertMany(revoked);
    await store.apply([{ kind: 'advance', ownerId: ANN, version: 5, changes: { keysRevokedAt: 5 } }], {});
    expect(await store.livePepperIdsNot([], NOW)).toEqual([]);
    await connection
      .collection<{ _id: string }>('credentials')
      .updateOne({ _id: 'd0100' }, { $set: { issuedVersion: 6 } });
    expect(await store.livePepperIdsNot([], NOW)).toEqual(['p1']);
  });

  describe('generations', () => {
    const advance = (version: number, ownerId = ANN): readonly Write[] => [
      { kind: 'advance', ownerId, version, changes: {} },
    ];
    const versionIn = async (opened: MongoVerificationStore) =>
      (await opened.load({ ownerIds: [ANN], keys: [] })).owners[0]?.version;
    let generations: MongoGenerations;
    beforeEach(() => {
      generations = new MongoGenerations(connection);
    });

    it('are none but the first at first, which has the collections that it always had', async () => {
      expect(await generations.live()).toBe(0);
      await store.apply(advance(1), { 0: 0 });
      expect((await connection.listCollections()).map(({ name }) => name).sort()).toEqual([
        'checkpoints',
        'credentials',
        'owners',
      ]);
      expect(await generations.existing()).toEqual([0]);
    });

    it('stand side by side: what is written to one, no other knows', async () => {
      const next = await MongoVerificationStore.open(connection, { generation: await generations.reserve() });
      await store.apply(advance(1), { 0: 4 });
      await next.apply(advance(2), { 0: 7 });
      expect([await versionIn(store), await versionIn(next)]).toEqual([1, 2]);
      expect([await store.checkpoint(), await next.checkpoint()]).toEqual([{ 0: 4 }, { 0: 7 }]);
      expect([...(await indexesOf(connection, () => next.countParked()))]).toEqual(['owners_1: parked']);
      expect(await generations.existing()).toEqual([0, 1]);
    });

    it('get numbers that none had before, whoever asks', async () => {
      const processes = await Promise.all([1, 2, 3].map(async () => new MongoGenerations(await database.connect())));
      expect((await Promise.all(processes.map((each) => each.reserve()))).sort()).toEqual([1, 2, 3]);
      expect(await generations.reserve()).toBe(4);
    });

    it('take turns in one step: whoever opens the store then gets the new one, whoever has it open keeps the old one', async () => {
      const next = await generations.reserve();
      await (await MongoVerificationStore.open(connection, { generation: next })).apply(advance(2), {});
      await store.apply(advance(1), {});
      expect(await generations.switch(0, next)).toBe(true);
      expect([
        await generations.live(),
        await versionIn(await MongoVerificationStore.open(await database.connect())),
        await versionIn(store),
      ]).toEqual([next, 2, 1]);
    });

    it('are not switched by whoever compared with one that is not live any more', async () => {
      expect(await generations.switch(0, 1)).toBe(true);
      expect(await generations.switch(0, 2)).toBe(false);
      expect(await generations.live()).toBe(1);
    });

    it('are dropped whole, and never the live one', async () => {
      const next = await generations.reserve();
      await (await MongoVerificationStore.open(connection, { generation: next })).apply(advance(1), { 0: 1 });
      await expect(generations.drop(0)).rejects.toThrow('generation 0 is live');
      await generations.switch(0, next);
      await generations.drop(0);
      expect(await generations.existing()).toEqual([next]);
      await generations.drop(0);
    });
  });

  it('leaves the connection to its owner', async () => {
    await store.close();
    await expect((await MongoVerificationStore.open(connection)).countParked()).resolves.toBe(0);
  });
});
