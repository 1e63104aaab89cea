import { setImmediate } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, truncateWal } from '#sqlite';
import { type PlacedCommit } from '../../event-history.js';
import { eventHistoryContract } from '../../testing/event-history.contract.js';
import { newEvents } from '../../testing/sample-events.js';
import { eventStoreContract } from '../../testing/event-store.contract.js';
import { SqliteEventStore } from './sqlite-event-store.js';

eventStoreContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-events-'));
  const path = join(folder, 'events.db');
  return Promise.resolve({
    connect: () => Promise.resolve(SqliteEventStore.open(path)),
    appendRaw: ({ stream, firstVersion, commandId, envelopes }) => {
      const database = openDatabase(path, { durability: 'full' });
      database
        .prepare(
          'INSERT INTO commits (stream, first_version, last_version, command_id, events, appended_at) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(
          stream,
          firstVersion,
          firstVersion + envelopes.length - 1,
          commandId,
          JSON.stringify(envelopes),
          Date.now(),
        );
      database.close();
      return Promise.resolve();
    },
    destroy: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
});

eventHistoryContract('sqlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-history-'));
  return Promise.resolve({
    connect: () => Promise.resolve(SqliteEventStore.open(join(folder, 'events.db'))),
    destroy: () => {
      rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
});

it('past commits wait for another program that holds the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-history-'));
  const elsewhere = SqliteEventStore.open(':memory:');
  await elsewhere.append('acme/ann', 0, newEvents(2), { commandId: 'c1' });
  const past: PlacedCommit[] = [];
  for await (const commit of elsewhere.commits()) past.push({ ...commit, position: null });
  const store = SqliteEventStore.open(join(folder, 'events.db'));
  const other = openDatabase(join(folder, 'events.db'), { durability: 'full' });
  await setImmediate(); // from here on no call waits inside SQLite
  other.exec('BEGIN IMMEDIATE');
  const adding = store.addPast(past);
  await setImmediate();
  other.exec('COMMIT');
  await adding;
  expect((await store.read('acme/ann', 0)).map(({ lastVersion }) => lastVersion)).toEqual([2]);
  other.close();
  for (const each of [store, elsewhere]) await each.close();
  rmSync(folder, { recursive: true });
});

it('whoever reads all commits holds nothing of the file that a running Keyward has open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-history-'));
  const path = join(folder, 'events.db');
  const running = openDatabase(path, { durability: 'full' });
  const store = SqliteEventStore.open(path);
  for (const owner of ['acme/ann', 'acme/bob']) await store.append(owner, 0, newEvents(2), { commandId: owner });
  const reading = SqliteEventStore.commitsIn(path);
  expect((await reading.next()).value).toMatchObject({ stream: 'acme/ann' });
  await store.append('acme/ann', 2, newEvents(1), { commandId: 'later' });
  running.prepare('SELECT count(*) FROM commits').get(); // one that has not looked since finds its own view in the way
  truncateWal(running); // says busy while somebody reads
  const rest: string[] = [];
  for await (const { stream } of reading) rest.push(stream);
  expect(rest).toEqual(['acme/bob']);
  running.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
