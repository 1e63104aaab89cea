import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type MongoConnection } from '#mongo';
import { commandsOf, indexesOf, isWrite, MongoDatabase } from '../../../../test/kit/mongo-database.js';
import { eventHistoryContract } from '../../testing/event-history.contract.js';
import { eventStoreContract } from '../../testing/event-store.contract.js';
import { newEvents } from '../../testing/sample-events.js';
import { MongoEventStore } from './mongo-event-store.js';

eventStoreContract('mongo', () => {
  const database = MongoDatabase.fresh();
  return Promise.resolve({
    connect: async () => MongoEventStore.open(await database.connect()),
    appendRaw: async ({ stream, firstVersion, commandId, envelopes }) => {
      const commit = {
        _id: `${stream}@${String(firstVersion)}`,
        stream,
        firstVersion,
        lastVersion: firstVersion + envelopes.length - 1,
        commandId,
        fingerprint: null,
        events: envelopes,
        appendedAt: new Date(),
        position: null,
      };
      await (await database.connect()).collection<typeof commit>('commits').insertOne(commit);
    },
    destroy: () => database.destroy(),
  });
});

eventHistoryContract('mongo', () => {
  const database = MongoDatabase.fresh();
  return Promise.resolve({
    connect: async () => MongoEventStore.open(await database.connect()),
    destroy: () => database.destroy(),
  });
});

describe('the event store on MongoDB', () => {
  const ANN = 'acme/ann';
  let database: MongoDatabase;
  let connection: MongoConnection;
  let store: MongoEventStore;

  beforeEach(async () => {
    database = MongoDatabase.fresh();
    connection = await database.connect();
    store = await MongoEventStore.open(connection);
  });
  afterEach(() => database.destroy());

  const mark = () => store.savePositions([{ stream: ANN, firstVersion: 1, position: { partition: 0, offset: 1 } }]);
  const append = () => store.append(ANN, 0, newEvents(1), { commandId: 'c1' });

  it.each([
    ['the head', append, 'stream'],
    ['a stream', () => store.read(ANN, 1), 'stream'],
    ['some commits of a stream', () => store.read(ANN, 0, 1), 'stream'],
    ['commits by their first versions', () => store.commitsAt(ANN, [1, 2]), '_id_'],
    ['a stream in stored form', () => store.readStored(ANN, 1), 'stream'],
    ['a command', () => store.commitOf(ANN, 'c1'), 'command'],
    ['a command in any stream', () => store.streamOf('c1'), 'command'],
    ['what is unpublished of a stream', () => store.unpublishedOf(ANN), 'unpublished'],
    ['streams with unpublished commits', () => store.streamsWithUnpublished(new Date(), 10), 'unpublished'],
    ['streams appended to since a time', () => store.streamsSince(new Date(0), null, 10), 'appended'],
    ['streams of an organisation', () => store.streamsOfOrg('acme', null, 10), 'first'],
    ['the number of unpublished commits', () => store.countUnpublished(), 'unpublished'],
    ['the age of unpublished commits', () => store.oldestUnpublished(), 'unpublished'],
    ['a commit to mark', mark, '_id_'],
  ])('finds %s by the index meant for it', async (_, work, index) => {
    expect(await indexesOf(connection, work)).toEqual([`commits: ${index}`]);
  });

  it('asks for the majority and the journal with every write, and reads nothing that a fail-over could undo', async () => {
    const commands = await commandsOf(connection, async () => {
      await append();
      await append().catch(() => undefined);
      await Promise.all([
        store.read(ANN, 0),
        store.commitsAt(ANN, [1]),
        store.readStored(ANN, 0),
        store.commitOf(ANN, 'c1'),
        store.streamOf('c1'),
        store.unpublishedOf(ANN),
      ]);
      await Promise.all([
        store.streamsWithUnpublished(new Date(), 1),
        store.streamsSince(new Date(0), null, 1),
        store.streamsOfOrg('acme', null, 1),
        store.countUnpublished(),
        store.oldestUnpublished(),
        mark(),
      ]);
    });
    const durable = { writeConcern: { w: 'majority', j: true } };
    const held = { readConcern: { level: 'majority' } };
    for (const command of commands) expect(command).toMatchObject(isWrite(command) ? durable : held);
    expect(commands.filter((command) => 'startTransaction' in command)).toEqual([]);
    expect(commands).toHaveLength(15);
  });

  it('is opened by several processes at once', async () => {
    const other = MongoDatabase.fresh();
    const stores = await Promise.all([1, 2, 3].map(async () => MongoEventStore.open(await other.connect())));
    await expect(Promise.all(stores.map((each) => each.countUnpublished()))).resolves.toEqual([0, 0, 0]);
    await other.destroy();
  });

  it('leaves the connection to its owner', async () => {
    await store.close();
    await expect(store.countUnpublished()).rejects.toThrow('closed');
    await expect((await MongoEventStore.open(connection)).countUnpublished()).resolves.toBe(0);
  });
});
