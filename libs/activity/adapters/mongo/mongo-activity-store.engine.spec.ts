import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type MongoConnection } from '#mongo';
import { commandsOf, indexesOf, isWrite, MongoDatabase, mongoUnderTest } from '../../../../test/kit/mongo-database.js';
import { activityStoreContract } from '../../testing/activity-store.contract.js';
import { count, HOUR, latest, ms, owner, usage } from '../../testing/samples.js';
import { MongoActivityStore } from './mongo-activity-store.js';

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
    ['last uses', () => store.lastUses(['k1', 'k2']), ['last_uses: key']],
    ['owners', () => store.owners(['acme/ann']), ['owners: _id_']],
    [
      'owners to save',
      async () => {
        await store.saveOwners([owner()]);
        await store.saveOwners([owner()]);
      },
      ['owners: _id_'],
    ],
    ['what has expired', () => store.expireBefore(HOURS.to, 10), ['hours: age']],
  ])('finds %s by the index meant for it', async (_, work, indexes) => {
    await use();
    expect(await indexesOf(connection, work)).toEqual(indexes);
  });

  it('adds a batch in a few round trips: hours that are not there are inserted with all their uses, others are added to', async () => {
    const usages = Array.from({ length: 20 }, (_, n) =>
      usage({ keyId: `k${String(n % 4)}`, sequence: n + 1, latest: [latest('2026-01-05T09:10:00Z')] }),
    );
    const commands = await commandsOf(connection, () => store.addUsage(usages));
    expect(commands.map(({ insert, update }) => insert ?? update)).toEqual(['hours', 'last_uses']);
    const again = await commandsOf(connection, () =>
      store.addUsage(
        usages.map((earlier) => ({
          ...earlier,
          sequence: earlier.sequence + 20,
          latest: [latest('2026-01-05T09:11:00Z')],
        })),
      ),
    );
    expect(again.filter(isWrite).map(({ insert, update }) => insert ?? update)).toEqual([
      'hours',
      'hours',
      'last_uses',
      'last_uses',
    ]);
  });

  it('keeps ids apart that look alike once written as names of fields', async () => {
    const credentials = ['c.1', 'c%2e1', 'c%1', '$c', 'c', '-', '7'];
    await store.addUsage([
      usage({
        counts: credentials.map((credentialId, n) =>
          count({ credentialId, route: n % 2 === 0 ? null : '/-', accepted: n + 1 }),
        ),
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
        store.lastUses(['k1']),
        store.owners(['acme/ann']),
      ]);
      await store.expireBefore(HOURS.to, 10);
    });
    const durable = { writeConcern: { w: 'majority', j: true } };
    const held = { readConcern: { level: 'majority' } };
    for (const command of commands) expect(command).toMatchObject(isWrite(command) ? durable : held);
  });
});
