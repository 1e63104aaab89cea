import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type MongoConnection } from '#mongo';
import { commandsOf, indexesOf, isWrite, MongoDatabase, mongoUnderTest } from '../../../../test/kit/mongo-database.js';
import { onDay } from '../../domain/testing/events.js';
import { keyChange, ownerChange } from '../../testing/changes.js';
import { contactStoreContract } from '../../testing/contact-store.contract.js';
import { reminderStoreContract } from '../../testing/reminder-store.contract.js';
import { MongoContactStore } from './mongo-contact-store.js';
import { MongoReminderStore } from './mongo-reminder-store.js';

reminderStoreContract(
  'mongo',
  mongoUnderTest((connection) => MongoReminderStore.open(connection)),
);

contactStoreContract('mongo', () => {
  const database = MongoDatabase.fresh();
  return Promise.resolve({
    connect: async () => MongoContactStore.open(await database.connect()),
    holds: async (text) =>
      JSON.stringify(await (await database.connect()).collection('contacts').find().toArray()).includes(text),
    destroy: () => database.destroy(),
  });
});

describe('the reminder stores on MongoDB', () => {
  const ANN = 'acme/ann';
  const AT = new Date('2030-01-01T00:00:00Z');
  let database: MongoDatabase;
  let connection: MongoConnection;
  let store: MongoReminderStore;
  let contacts: MongoContactStore;

  beforeEach(async () => {
    database = MongoDatabase.fresh();
    connection = await database.connect();
    store = await MongoReminderStore.open(connection);
    contacts = MongoContactStore.open(connection);
  });
  afterEach(() => database.destroy());

  const save = () => store.save([ownerChange(ANN, 1, [keyChange({ keyId: 'k1', version: 1 }, onDay(10))])], { 0: 1 });
  const claim = () => store.claim({ dueBy: onDay(20), at: AT, claimMs: 1000, limit: 1 });
  const conclude = () =>
    store.conclude({ keyId: 'k1', fence: 1 }, 1, { wakeAt: null, restsUntil: null, settled: [], failures: null });
  const move = () =>
    contacts.save([
      {
        ownerId: ANN,
        contact: { ownerId: ANN, email: 'ann@acme.example', name: null },
        position: { partition: 0, offset: 1 },
      },
    ]);

  it.each([
    [
      'owners with their keys',
      () =>
        store.owners([
          { ownerId: ANN, keys: 'all' },
          { ownerId: 'acme/bob', keys: ['k1'] },
        ]),
      ['owners: _id_', 'reminders: _id_', 'reminders: owner'],
    ],
    ['what it saves', save, ['owners: _id_', 'positions: _id_', 'reminders: _id_']],
    ['what can be claimed', claim, ['reminders: _id_', 'reminders: waking']],
    ['a reminder', () => store.find('k1'), ['reminders: _id_']],
    ['a reminder to conclude', conclude, ['reminders: _id_']],
    ['what waits', () => store.backlog(onDay(20)), ['reminders: waking']],
    ['a contact', () => contacts.find(ANN), ['contacts: _id_']],
    ['a contact to change', move, ['contacts: _id_']],
  ])('find %s by the index meant for it', async (_, work, indexes) => {
    await save();
    expect([...(await indexesOf(connection, work))].sort()).toEqual(indexes);
  });

  it('look once at each key that expires and has a reminder, when an older version planned it', async () => {
    const far = new Date(Date.now() + 300 * 86_400_000);
    await store.save(
      [
        ownerChange(ANN, 1, [
          keyChange({ keyId: 'expires', expiresAt: far }, null),
          keyChange({ keyId: 'expires-and-wakes', expiresAt: far }, far),
          keyChange({ keyId: 'no-expiry' }, far),
          keyChange({ keyId: 'no-reminder', expiresAt: far, intervalDays: null }, null),
          keyChange({ keyId: 'revoked', expiresAt: far, revoked: true }, null),
        ]),
      ],
      {},
    );
    await connection.collection('reminders').updateMany({}, { $unset: { plan: 1 } });
    for (const woken of [['expires', 'expires-and-wakes'], []]) {
      const opened = await MongoReminderStore.open(await database.connect());
      const claims = await opened.claim({ dueBy: new Date(), at: new Date(), claimMs: 1000, limit: 10 });
      expect(claims.map(({ keyId }) => keyId).sort()).toEqual(woken);
      for (const taken of claims)
        await opened.conclude(taken, 1, { wakeAt: far, restsUntil: null, settled: [], failures: null });
    }
  });

  it('ask for the majority and the journal with every write, and read nothing that a fail-over could undo', async () => {
    const commands = await commandsOf(connection, async () => {
      await save();
      await Promise.all([
        claim(),
        move(),
        store.owners([{ ownerId: ANN, keys: 'all' }]),
        store.positions(),
        store.find('k1'),
        store.backlog(onDay(20)),
        contacts.find(ANN),
      ]);
      await conclude();
    });
    const durable = { writeConcern: { w: 'majority', j: true } };
    const held = { readConcern: { level: 'majority' } };
    for (const command of commands) expect(command).toMatchObject(isWrite(command) ? durable : held);
  });
});
