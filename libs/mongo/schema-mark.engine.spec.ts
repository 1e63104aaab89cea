import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StartRefused } from '#env';
import { MongoDatabase } from '../../test/kit/mongo-database.js';
import { type MongoConnection } from './connect-mongo.js';
import { claimSchema, MONGO_SCHEMA, requireKnownSchema } from './schema-mark.js';

describe('the number of a database’s schema', () => {
  let database: MongoDatabase;
  let connection: MongoConnection;
  beforeEach(async () => {
    database = MongoDatabase.fresh();
    connection = await database.connect();
  });
  afterEach(() => database.destroy());

  const numbers = () =>
    connection
      .collection('schema')
      .find({}, { projection: { _id: 0 } })
      .toArray();

  it('is written by whoever claims it, and by nobody who only looks', async () => {
    await requireKnownSchema(connection);
    expect(await numbers()).toEqual([]);
    await Promise.all(Array.from({ length: 5 }, () => claimSchema(connection)));
    expect(await numbers()).toEqual([{ version: MONGO_SCHEMA }]);
    await requireKnownSchema(connection);
  });

  it('refuses a version that knows only a lower one, which changes nothing', async () => {
    await claimSchema(connection);
    await connection.collection('schema').updateOne({}, { $set: { version: MONGO_SCHEMA + 1 } });
    for (const work of [claimSchema, requireKnownSchema]) {
      const refusal: unknown = await work(connection).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(StartRefused);
      expect(String(refusal)).toMatch(
        /MONGO_URL: the database \S+ was used by a newer version of Keyward: .* Start that version again/,
      );
    }
    expect(await numbers()).toEqual([{ version: MONGO_SCHEMA + 1 }]);
  });
});
