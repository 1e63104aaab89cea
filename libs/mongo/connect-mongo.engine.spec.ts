import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandsOf, MongoDatabase } from '../../test/kit/mongo-database.js';
import { connectMongo } from './connect-mongo.js';
import { isDuplicateKey } from './duplicate-key.js';
import { watchMongo } from './watch-mongo.js';
import { Registry } from 'prom-client';

describe('a connection to MongoDB', () => {
  let database: MongoDatabase;

  beforeEach(() => {
    database = MongoDatabase.fresh();
  });
  afterEach(() => database.destroy());

  it('reads and writes with the majority, whatever its address says', async () => {
    const connection = await connectMongo(
      `${database.url}?w=1&journal=false&readConcernLevel=local&readPreference=secondaryPreferred`,
      { monitorCommands: true },
    );
    const commands = await commandsOf(connection, async () => {
      await connection.collection('things').insertOne({ size: 1 });
      await connection.collection('things').findOne({ size: 1 });
    });
    expect(commands).toMatchObject([
      { writeConcern: { w: 'majority', j: true } },
      { readConcern: { level: 'majority' } },
    ]);
    expect(commands.map((command) => command['$readPreference'])).toEqual([undefined, undefined]);
    await connection.close();
  });

  it('distinguishes a duplicate key from other failures, in a bulk too', async () => {
    const connection = await database.connect();
    const things = connection.collection<{ _id: string }>('things');
    const refusal = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => null,
        (error: unknown) => error,
      );
    await things.insertOne({ _id: 'a' });
    expect(isDuplicateKey(await refusal(things.insertOne({ _id: 'a' })))).toBe(true);
    expect(isDuplicateKey(await refusal(things.bulkWrite([{ insertOne: { document: { _id: 'a' } } }])))).toBe(true);
    expect(isDuplicateKey(await refusal(connection.db?.command({ nonsense: 1 }) ?? things.findOne()))).toBe(false);
  });

  it.each(['', 'hunter2', 'mongodb://user:hunter2', 'mongodb://user:hunter2@host:port/x'])(
    'does not repeat an address that is none: %j',
    async (url) => {
      const refusal: unknown = await connectMongo(url).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Error);
      expect(`${String(refusal)} ${JSON.stringify(refusal)}`).not.toContain('hunter2');
    },
  );

  it('shows how long operations waited for a connection and held it, and how many are held', async () => {
    const connection = await database.connect();
    const metrics = new Registry();
    watchMongo(metrics, connection);
    await connection.collection('things').insertOne({ size: 1 });
    await connection.collection('things').findOne({ size: 1 });
    const page = await metrics.metrics();
    expect(page).toMatch(/^keyward_mongo_connection_wait_seconds_count 2$/m);
    expect(page).toMatch(/^keyward_mongo_connection_use_seconds_count 2$/m);
    expect(page).toMatch(/^keyward_mongo_connections_in_use 0$/m);
  });

  it('gives up on a server that is not there', async () => {
    await expect(connectMongo('mongodb://127.0.0.1:1/x')).rejects.toThrow('ECONNREFUSED');
  }, 15_000);
});
