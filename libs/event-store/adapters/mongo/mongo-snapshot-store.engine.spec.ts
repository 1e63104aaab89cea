import { MongoDatabase } from '../../../../test/kit/mongo-database.js';
import { snapshotStoreContract } from '../../testing/snapshot-store.contract.js';
import { MongoSnapshotStore } from './mongo-snapshot-store.js';

snapshotStoreContract('mongo', () => {
  const database = MongoDatabase.fresh();
  return Promise.resolve({
    connect: async () => MongoSnapshotStore.open(await database.connect()),
    destroy: () => database.destroy(),
  });
});
