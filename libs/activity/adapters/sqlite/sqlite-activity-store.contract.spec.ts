import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { openDatabase } from '#sqlite';
import { sourceWorker } from '../../../../test/kit/source-worker.js';
import { activityStoreContract } from '../../testing/activity-store.contract.js';
import { count, HOUR, key, ms, usage } from '../../testing/samples.js';
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

it('counts each use once in what is read while another thread packs its hour', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-activity-'));
  const path = join(folder, 'activity.db');
  const store = SqliteActivityStore.open(path);
  const packing = new Worker(sourceWorker(new URL('../../testing/packing.worker.ts', import.meta.url)), {
    workerData: { path, times: 300 },
  });
  const over = new AbortController();
  const ended = once(packing, 'exit').finally(() => {
    over.abort();
  });
  const sums: number[] = [];
  while (!over.signal.aborted) {
    const minutes = await store.minutes(['k1'], [ms(HOUR)]);
    sums.push(minutes.reduce((sum, { accepted }) => sum + accepted, 0));
    await setImmediate();
  }
  expect(await ended).toEqual([0]);
  expect(sums).toEqual(sums.toSorted((a, b) => a - b));
  await store.close();
  rmSync(folder, { recursive: true });
});

/** What `activity.db` held when minutes were stored by route, and keys with their owner. */
const EARLIER = readFileSync(join(import.meta.dirname, 'golden/by-route-and-owner.sql'), 'utf8');
const NEXT_HOUR = ms('2026-01-05T10:00:00Z');
const EVER = { from: 0, to: NEXT_HOUR * 2 };

describe('a file that an earlier version made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-activity-'));
  const path = join(folder, 'activity.db');
  const database = openDatabase(path, { durability: 'full' });
  database.exec(EARLIER);
  database.close();

  it('is taken over, once, with all uses, last uses, owners and keys', async () => {
    await SqliteActivityStore.open(path).close();
    const store = SqliteActivityStore.open(path);
    const c1 = { keyId: 'k1', credentialId: 'c1' };
    const c2 = { keyId: 'k1', credentialId: 'c2' };
    expect(await store.minutes(['k1', 'k2'], [ms(HOUR), NEXT_HOUR])).toEqual([
      { ...c1, at: ms('2026-01-05T09:01:00Z'), accepted: 15, denied: 1 },
      { ...c2, at: ms('2026-01-05T09:59:00Z'), accepted: 4, denied: 0 },
      { ...c2, at: NEXT_HOUR, accepted: 0, denied: 6 },
      { keyId: 'k2', credentialId: 'c3', at: ms('2026-01-05T09:30:00Z'), accepted: 5_000_000_000, denied: 0 },
    ]);
    expect(await store.sums(['k1'], EVER)).toEqual([
      { ...c1, accepted: 15, denied: 1 },
      { ...c2, accepted: 4, denied: 6 },
    ]);
    const [first, second] = [ms('2026-01-05T09:01:30Z'), ms('2026-01-05T09:59:01Z')];
    expect(await store.lastUses([{ keyId: 'k1', credentialIds: ['c1', 'c2'] }])).toEqual([
      { ...c1, at: first, endpoint: { at: first, method: 'GET', path: '/api/reports/7' } },
      { ...c2, at: second, endpoint: null },
    ]);
    expect(await store.owners(['acme/ann', 'acme/ben'])).toEqual([
      { ownerId: 'acme/ann', version: 4, active: true },
      { ownerId: 'acme/ben', version: 1, active: false },
    ]);
    const [k1, k2] = await store.keysOf('acme/ann');
    expect(k1).toEqual(
      key({
        version: 4,
        credentials: [
          { credentialId: 'c2', hint: 'claribi_sk_live_c2', graceEndsAt: null },
          { credentialId: 'c1', hint: 'claribi_sk_live_c1', graceEndsAt: '2026-01-06T00:00:00.000Z' },
        ],
      }),
    );
    expect(k2).toMatchObject({ keyId: 'k2', createdIn: 2, version: 4, revokedAt: '2026-01-01T00:00:03.000Z' });
    await store.close();
  });

  it('knows what it has added: a record that comes again adds nothing, a later one does', async () => {
    const store = SqliteActivityStore.open(path);
    const total = async () => (await store.sums(['k1'], EVER)).reduce((sum, { accepted }) => sum + accepted, 0);
    await store.addUsage([usage(), usage({ sequence: 2 })]);
    await store.addUsage([usage({ counter: 'counter-2', sequence: 7, hour: new Date(NEXT_HOUR).toISOString() })]);
    expect(await total()).toBe(19);
    await store.addUsage([usage({ sequence: 3, counts: [count({ accepted: 10 })] })]);
    expect(await total()).toBe(29);
    while ((await store.packBefore(EVER.to, 10)) > 0);
    expect(await total()).toBe(29);
    await store.close();
    rmSync(folder, { recursive: true });
  });
});
