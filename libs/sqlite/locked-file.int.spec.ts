import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { GroupCommit } from './group-commit.js';
import { openDatabase, type SqliteDatabase } from './open-database.js';
import { truncateWal } from './truncate-wal.js';
import { isBusy, whenFree } from './when-free.js';

let folder: string;
let database: SqliteDatabase;
/** Another program. */
let other: DatabaseSync;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-locked-'));
  const path = join(folder, 'some.db');
  database = openDatabase(path, { durability: 'normal' });
  database.exec('CREATE TABLE names (name TEXT PRIMARY KEY)');
  await setImmediate();
  other = new DatabaseSync(path);
});
afterEach(() => {
  database.close();
  other.close();
  rmSync(folder, { recursive: true });
});

const insert = (name: string): number =>
  Number(database.prepare('INSERT INTO names (name) VALUES (?)').run(name).lastInsertRowid);
const names = () =>
  database
    .prepare('SELECT name FROM names ORDER BY rowid')
    .all()
    .map((row) => row['name']);

/** Counts turns of the event loop until `work` is settled; the other program lets go after so many. */
async function turnsDuring(work: Promise<unknown>, letsGoAfter: number): Promise<number> {
  const settled = work.then(
    () => true,
    () => true,
  );
  for (let turns = 0; ; turns++) {
    if (turns === letsGoAfter) other.exec('COMMIT');
    if (await Promise.race([settled, setImmediate(false)])) return turns;
  }
}

describe('while another program holds the file', () => {
  beforeEach(() => {
    other.exec('BEGIN IMMEDIATE');
  });

  it('a write waits without stopping the event loop, and is done once the program lets go', async () => {
    const writing = whenFree(() => insert('a'));
    expect(await turnsDuring(writing, 500)).toBeGreaterThanOrEqual(500);
    expect(await writing).toBe(1);
    expect(names()).toEqual(['a']);
  });

  it('what was asked for in several turns is written in its order, with one attempt for all', async () => {
    const group = new GroupCommit(database, insert);
    const first = [group.add('a'), group.add('b')];
    await setImmediate();
    const all = Promise.all([...first, group.add('c')]);
    expect(await turnsDuring(all, 500)).toBeGreaterThanOrEqual(500);
    expect(await all).toEqual([1, 2, 3]);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('a write gives up after some time, says why, and has written nothing', async () => {
    const group = new GroupCommit(database, insert);
    const results = await Promise.allSettled([
      whenFree(() => insert('a')),
      group.add('b'),
      whenFree(() => {
        truncateWal(database);
      }),
    ]);
    for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: { errcode: 5 } });
    expect(results.every((result) => result.status === 'rejected' && isBusy(result.reason))).toBe(true);
    other.exec('COMMIT');
    expect(names()).toEqual([]);
    expect(await group.add('c')).toBe(1);
    expect(names()).toEqual(['c']);
  });

  it('reads are answered at once', () => {
    expect(names()).toEqual([]);
    other.exec('COMMIT');
  });
});

it('an error that is none of a lock is not tried again', async () => {
  await whenFree(() => insert('a'));
  let attempts = 0;
  await expect(
    whenFree(() => {
      attempts++;
      return insert('a');
    }),
  ).rejects.toThrow('UNIQUE');
  expect(attempts).toBe(1);
});

it('a write-ahead log that nobody uses is emptied', async () => {
  await whenFree(() => insert('a'));
  truncateWal(database);
  expect(names()).toEqual(['a']);
});
