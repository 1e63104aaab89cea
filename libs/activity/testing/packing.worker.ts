import { workerData } from 'node:worker_threads';
import { SqliteActivityStore } from '../adapters/sqlite/sqlite-activity-store.js';
import { HOUR, ms, usage } from './samples.js';

const { path, times } = workerData as { readonly path: string; readonly times: number };
const store = SqliteActivityStore.open(path);
for (let sequence = 1; sequence <= times; sequence++) {
  await store.addUsage([usage({ sequence })]);
  await store.packBefore(ms(HOUR) + 60_000, 1);
}
await store.close();
