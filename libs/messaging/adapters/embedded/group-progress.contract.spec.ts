import { openDatabase } from '#sqlite';
import { parkedKeysContract } from '../../testing/parked-keys.contract.js';
import { GroupProgress } from './group-progress.js';

parkedKeysContract('embedded', () => {
  const database = openDatabase(':memory:', { durability: 'normal' });
  return Promise.resolve({
    connect: () => Promise.resolve(new GroupProgress(database)),
    destroy: () => {
      database.close();
      return Promise.resolve();
    },
  });
});
