import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type UserCaller } from '#user-auth';
import { SqliteActivityStore } from '../adapters/sqlite/sqlite-activity-store.js';
import { count, HOUR, key, owner, usage } from '../testing/samples.js';
import { ActivityReader } from './activity-reader.js';
import { type ActivityList, ListActivityHandler, ListActivityQuery } from './list-activity.js';

const ANN: UserCaller = {
  kind: 'user',
  orgId: 'acme',
  userId: 'ann',
  ownerId: 'acme/ann',
  role: 'analyst',
  email: null,
  name: null,
  issuedAt: 1,
};
const KEYS = 50;

let store: SqliteActivityStore;
let asked: Set<string>;
let rankings: number;

beforeEach(async () => {
  store = SqliteActivityStore.open(':memory:');
  [asked, rankings] = [new Set(), 0];
  const keys = Array.from({ length: KEYS }, (_, n) => key({ keyId: `k${String(n)}`, createdIn: n + 1 }));
  await store.saveOwners([owner({ keys })]);
  const [sums, usedMore] = [store.sums.bind(store), store.usedMore.bind(store)];
  store.sums = (keyIds, range) => {
    for (const keyId of keyIds) asked.add(keyId);
    return sums(keyIds, range);
  };
  store.usedMore = (...of) => {
    rankings += 1;
    return usedMore(...of);
  };
  store.keysOf = () => Promise.reject(new Error('all keys are read'));
});
afterEach(() => store.close());

async function listed(limit: number, cursor?: string): Promise<ActivityList['keys']> {
  const handler = new ListActivityHandler(new ActivityReader(store), { now: () => new Date(HOUR) });
  return (await handler.execute(new ListActivityQuery(ANN, { limit, cursor }))).keys;
}

function used(keyId: string, times: number): Promise<void> {
  return store.addUsage([usage({ keyId, counts: [count({ accepted: times })] })]);
}

it('a page reads its own keys, however many there are', async () => {
  await used('k40', 1000);
  expect((await listed(2)).map(({ keyId }) => keyId)).toEqual(['k49', 'k48']);
  expect((await listed(3, 'k42')).map(({ keyId, last24h }) => [keyId, last24h])).toEqual([
    ['k41', 0],
    ['k40', 1000],
    ['k39', 0],
  ]);
  expect([...asked].sort()).toEqual(['k39', 'k40', 'k41', 'k48', 'k49']);
  expect(rankings).toBe(0);
});

it('a key that may be busy is ranked among those that were used as much', async () => {
  for (const n of [1, 2, 3, 4, 5, 6]) await used(`k${String(n)}`, 1000 + n);
  const flags = (await listed(5, 'k5')).map(({ keyId, flag }) => [keyId, flag]);
  expect(flags).toEqual([
    ['k4', 'busy'],
    ['k3', 'busy'],
    ['k2', 'busy'],
    ['k1', null],
    ['k0', null],
  ]);
  expect(asked.size).toBe(7);
  expect(rankings).toBe(1);
});
