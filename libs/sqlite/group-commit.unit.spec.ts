import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { GroupCommit } from './group-commit.js';
import { openDatabase, type SqliteDatabase } from './open-database.js';

let database: SqliteDatabase;
let group: GroupCommit<string, number>;
let commits: number;

beforeEach(() => {
  database = openDatabase(':memory:', { durability: 'normal' });
  database.exec('CREATE TABLE names (name TEXT PRIMARY KEY)');
  const insert = database.prepare('INSERT INTO names (name) VALUES (?)');
  commits = 0;
  const counting = new Proxy(database, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (property === 'exec' && String(args[0]).startsWith('COMMIT')) commits++;
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  group = new GroupCommit(counting, (name) => Number(insert.run(name).lastInsertRowid));
});
afterEach(() => {
  database.close();
});

function names(): readonly unknown[] {
  return database
    .prepare('SELECT name FROM names ORDER BY rowid')
    .all()
    .map((row) => row['name']);
}

it('what is asked for in one turn is written in one transaction, in its order', async () => {
  expect(await Promise.all([group.add('a'), group.add('b'), group.add('c')])).toEqual([1, 2, 3]);
  expect(names()).toEqual(['a', 'b', 'c']);
  expect(commits).toBe(1);
});

it('what cannot be written takes no neighbour with it', async () => {
  const results = await Promise.allSettled([group.add('a'), group.add('a'), group.add('b')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(names()).toEqual(['a', 'b']);
});

it('a flush writes what waits, now', () => {
  void group.add('a');
  group.flush();
  expect(names()).toEqual(['a']);
});
