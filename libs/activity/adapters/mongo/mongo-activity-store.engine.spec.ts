import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type MongoConnection } from '#mongo';
import { commandsOf, indexesOf, isWrite, MongoDatabase, mongoUnderTest } from '../../../../test/kit/mongo-database.js';
import { activityStoreContract } from '../../testing/activity-store.contract.js';
import { count, HOUR, key, latest, ms, owner, record, usage } from '../../testing/samples.js';
import { MongoActivityStore } from './mongo-activity-store.js';
import { type StoredHour } from './stored-documents.js';

activityStoreContract(
  'mongo',
  mongoUnderTest((connection) => MongoActivityStore.open(connection)),
);

describe('the activity store on MongoDB', () => {
  const HOURS = { from: ms(HOUR), to: ms('2026-01-05T10:00:00Z') };
  let database: MongoDatabase;
  let connection: MongoConnection;
  let store: MongoActivityStore;

  beforeEach(async () => {
    database = MongoDatabase.fresh();
    connection = await database.connect();
    store = await MongoActivityStore.open(connection);
  });
  afterEach(() => database.destroy());

  const use = () => store.addUsage([usage({ latest: [latest('2026-01-05T09:10:00Z')] })]);

  it.each([
    ['hours and last uses to add to', use, ['hours: _id_', 'last_uses: _id_']],
    ['sums', () => store.sums(['k1', 'k2'], HOURS), ['hours: key']],
    ['steps', () => store.steps(['k1', 'k2'], HOURS, 6 * 3_600_000), ['hours: key']],
    ['minutes', () => store.minutes(['k1', 'k2'], [ms(HOUR)]), ['hours: key']],
    ['hours of a key', () => store.hours('k1', HOURS), ['hours: key']],
    [
      'last uses of named credentials',
      () => store.lastUses([{ keyId: 'k1', credentialIds: ['c1'] }]),
      ['last_uses: _id_', 'last_uses: use', 'last_uses: endpoint'],
    ],
    [
      'last uses of a key',
      () => store.lastUses([{ keyId: 'k1', credentialIds: [] }]),
      ['last_uses: use', 'last_uses: endpoint'],
    ],
    ['owners', () => store.owners(['acme/ann']), ['owners: _id_']],
    ['keys', () => store.keys(['k1']), ['owner_keys: _id_']],
    ['keys of an owner', () => store.keysOf('acme/ann'), ['owner_keys: owner']],
    ['the newest keys of an owner', () => store.newestKeys('acme/ann', 10, 5), ['owner_keys: owner']],
    [
      'keys that were used more',
      async () => {
        await store.saveOwners([owner()]);
        await store.usedMore('acme/ann', HOURS, 1);
      },
      ['owner_keys: standing', 'hours: key'],
    ],
    ['what is to be packed', () => store.packBefore(HOURS.to, 10), ['hours: unpacked', 'hours: _id_']],
    [
      'owners to save',
      async () => {
        await store.saveOwners([owner()]);
        await store.saveOwners([owner()]);
      },
      ['owner_keys: _id_', 'owners: _id_'],
    ],
    ['what has expired', () => store.expireBefore(HOURS.to, 10), ['hours: age']],
  ])('finds %s by the index meant for it', async (_, work, indexes) => {
    await use();
    expect(await indexesOf(connection, work)).toEqual(indexes);
  });

  it('adds a batch in a few round trips: hours that are not there are inserted with all their uses, others are added to', async () => {
    const usagesAt = (time: string, first: number) =>
      Array.from({ length: 20 }, (_, n) =>
        usage({ keyId: `k${String(n % 4)}`, sequence: first + n, latest: [latest(time)] }),
      );
    const commands = await commandsOf(connection, () => store.addUsage(usagesAt('2026-01-05T09:10:00Z', 1)));
    expect(commands.map(({ insert, update }) => insert ?? update)).toEqual(['hours', 'last_uses']);
    expect(commands[0]?.['documents']).toHaveLength(4);
    const again = await commandsOf(connection, () => store.addUsage(usagesAt('2026-01-05T09:11:00Z', 21)));
    expect(again.filter(isWrite).map(({ insert, update }) => insert ?? update)).toEqual([
      'hours',
      'hours',
      'last_uses',
      'last_uses',
    ]);
  });

  it('adds what waits of an hour in one write, and one by one only where a part was added already', async () => {
    await store.addUsage([record(1, ['k1', 'k2'])]);
    const [two, three, four] = [record(2, ['k1', 'k2']), record(3, ['k1']), record(4, ['k1', 'k2'])];
    const updatesOf = async (records: readonly ReturnType<typeof record>[]) =>
      (await commandsOf(connection, () => store.addUsage(records)))
        .filter(({ update }) => update === 'hours')
        .map(({ updates }) => updates?.length);
    expect(await updatesOf([two, three, four])).toEqual([2]);
    expect(await updatesOf([three, four, record(5, ['k1']), record(6, ['k1', 'k2'])])).toEqual([2, 6]);
    expect(await store.sums(['k1', 'k2'], HOURS)).toMatchObject([{ accepted: 6 }, { accepted: 4 }]);
  });

  it('takes over what an earlier version stored: owners with their keys, hours by route that are not packed', async () => {
    const { keyId, createdAt, revokedAt, credentials } = key();
    await connection.collection<{ _id: string; keys: unknown; version: number; active: boolean }>('owners').insertOne({
      _id: 'acme/ann',
      version: 5,
      active: true,
      keys: [
        { keyId, createdAt, revokedAt, credentials },
        { keyId: 'k2', createdAt, revokedAt: createdAt, credentials: [] },
      ],
    });
    const counts = { accepted: 1, denied: 2 };
    await connection.collection<StoredHour>('hours').insertOne({
      _id: `k1@${String(ms(HOUR))}`,
      keyId,
      hour: ms(HOUR),
      counters: { 'counter-1': 1 },
      sums: { c1: { accepted: 2, denied: 4 } },
      minutes: { 7: { c1: { '-': counts, '/api/reports/{id}': counts } } },
    });
    const taken = await MongoActivityStore.open(connection);
    await MongoActivityStore.open(connection);
    expect(await taken.owners(['acme/ann'])).toEqual([{ ownerId: 'acme/ann', version: 5, active: true }]);
    expect(await taken.keysOf('acme/ann')).toEqual([
      key({ version: 5 }),
      key({ version: 5, keyId: 'k2', createdIn: 2, revokedAt: createdAt, credentials: [] }),
    ]);
    await taken.addUsage([usage(), usage({ sequence: 2, counts: [count({ minute: 7 })] })]);
    for (let packed = -1; packed !== 0;) packed = await taken.packBefore(HOURS.to, 10);
    expect(await taken.minutes(['k1'], [ms(HOUR)])).toEqual([
      { keyId, credentialId: 'c1', at: ms('2026-01-05T09:07:00Z'), accepted: 3, denied: 4 },
    ]);
  });

  it('keeps ids apart that look alike once written as names of fields', async () => {
    const credentials = ['c.1', 'c%2e1', 'c%1', '$c', 'c', '-', '7'];
    await store.addUsage([
      usage({
        counts: credentials.map((credentialId, n) => count({ credentialId, accepted: n + 1 })),
      }),
    ]);
    const sums = await store.sums(['k1'], HOURS);
    expect(Object.fromEntries(sums.map(({ credentialId, accepted }) => [credentialId, accepted]))).toEqual(
      Object.fromEntries(credentials.map((id, n) => [id, n + 1])),
    );
    expect(await store.minutes(['k1'], [ms(HOUR)])).toHaveLength(credentials.length);
  });

  it('asks for the majority and the journal with every write, and reads nothing that a fail-over could undo', async () => {
    const commands = await commandsOf(connection, async () => {
      await Promise.all([
        use(),
        store.saveOwners([owner()]),
        store.sums(['k1'], HOURS),
        store.minutes(['k1'], [ms(HOUR)]),
        store.lastUses([{ keyId: 'k1', credentialIds: ['c1'] }]),
        store.owners(['acme/ann']),
        store.keysOf('acme/ann'),
      ]);
      await store.packBefore(HOURS.to, 10);
      await store.expireBefore(HOURS.to, 10);
    });
    const durable = { writeConcern: { w: 'majority', j: true } };
    const held = { readConcern: { level: 'majority' } };
    for (const command of commands) expect(command).toMatchObject(isWrite(command) ? durable : held);
  });
});
