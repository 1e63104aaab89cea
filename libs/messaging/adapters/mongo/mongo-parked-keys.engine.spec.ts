import { describe, expect, it } from '@jest/globals';
import { indexesOf, MongoDatabase, mongoUnderTest } from '../../../../test/kit/mongo-database.js';
import { type ParkedKey } from '../../parked-keys.js';
import { parkedKeysContract } from '../../testing/parked-keys.contract.js';
import { MongoParkedKeys } from './mongo-parked-keys.js';

parkedKeysContract(
  'mongo',
  mongoUnderTest((connection) => MongoParkedKeys.open(connection)),
);

describe('parked keys on MongoDB', () => {
  it('are found by the indexes meant for them, and end for good', async () => {
    const database = MongoDatabase.fresh();
    const connection = await database.connect();
    const parkedKeys = await MongoParkedKeys.open(connection);
    const parked: ParkedKey = {
      group: 'reminders',
      topic: 'key-events',
      key: 'acme/ann',
      partition: 0,
      from: 1,
      until: null,
      reason: 'a gap',
    };
    await parkedKeys.save({ ...parked, until: 5 });
    expect(
      await indexesOf(connection, () => parkedKeys.among('reminders', 'key-events', ['acme/ann', 'acme/bob'])),
    ).toEqual(['parked_keys: key']);
    expect(await indexesOf(connection, () => parkedKeys.parkedNow('reminders'))).toEqual(['parked_keys: parked']);
    expect(await indexesOf(connection, () => parkedKeys.save(parked))).toEqual(['parked_keys: _id_']);
    expect(await parkedKeys.parkedNow('reminders')).toEqual([]);
    await database.destroy();
  });
});
