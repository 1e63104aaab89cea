import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type SqliteDatabase } from '#sqlite';
import { VersionConflict } from '../../event-store.js';
import { newEvents } from '../../testing/sample-events.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { SqliteEventWrites } from './sqlite-event-writes.js';
import { StreamHeads } from './stream-heads.js';

const ANN = 'acme/ann';
let folder: string;
let database: SqliteDatabase;
/** Its commits are seen by those only who read the file. */
let elsewhere: SqliteEventStore;
let store: SqliteEventStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-heads-'));
  elsewhere = SqliteEventStore.open(join(folder, 'events.db'));
  database = openDatabase(join(folder, 'events.db'), { durability: 'full' });
  store = SqliteEventStore.withLog(database, new SqliteEventWrites(database, null), new StreamHeads());
});
afterEach(async () => {
  await elsewhere.close();
  database.close();
  rmSync(folder, { recursive: true });
});

async function lastVersions(after: number, limit?: number): Promise<readonly number[]> {
  return (await store.read(ANN, after, limit)).map(({ lastVersion }) => lastVersion);
}

it('a stream is not read again behind what this store has appended to it', async () => {
  await store.append(ANN, 0, newEvents(2), { commandId: 'c1' });
  await elsewhere.append(ANN, 2, newEvents(1), { commandId: 'elsewhere' });
  expect(await lastVersions(2)).toEqual([]);
  expect(await lastVersions(0)).toEqual([2, 3]);
});

it('a stream is not read again behind where a read has ended', async () => {
  await elsewhere.append(ANN, 0, newEvents(1), { commandId: 'c1' });
  await elsewhere.append(ANN, 1, newEvents(1), { commandId: 'c2' });
  expect(await lastVersions(0, 1)).toEqual([1]);
  expect(await lastVersions(1, 2)).toEqual([2]);
  await elsewhere.append(ANN, 2, newEvents(1), { commandId: 'elsewhere' });
  expect(await lastVersions(2)).toEqual([]);
});

it('what this store appends is read', async () => {
  expect(await lastVersions(0)).toEqual([]);
  await store.append(ANN, 0, newEvents(2), { commandId: 'c1' });
  expect(await lastVersions(0)).toEqual([2]);
});

it('after an append that was refused a stream is read again', async () => {
  await store.append(ANN, 0, newEvents(1), { commandId: 'c1' });
  await elsewhere.append(ANN, 1, newEvents(1), { commandId: 'elsewhere' });
  await expect(store.append(ANN, 1, newEvents(1), { commandId: 'c2' })).rejects.toThrow(VersionConflict);
  expect(await lastVersions(1)).toEqual([2]);
});
