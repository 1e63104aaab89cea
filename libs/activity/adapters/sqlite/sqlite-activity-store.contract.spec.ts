import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityStoreContract } from '../../testing/activity-store.contract.js';
import { SqliteActivityStore } from './sqlite-activity-store.js';

activityStoreContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-activity-'));
  return Promise.resolve({
    connect: () => Promise.resolve(SqliteActivityStore.open(join(folder, 'activity.db'))),
    destroy: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
});
