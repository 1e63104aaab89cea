import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartRefused } from '#env';
import { openDatabase } from '#sqlite';
import { startAndStop } from '../../test/kit/start-and-stop.js';

let folder: string;
let lines: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-damaged-'));
  lines = [];
  await opened();
  lines = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const opened = () => startAndStop(folder, (line) => lines.push(line));

type Harm = (file: string) => void;
const replaceBy =
  (make: Harm): Harm =>
  (file) => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true, recursive: true });
    make(file);
  };
const HARMS: Readonly<Record<string, Harm>> = {
  missing: replaceBy(() => undefined),
  empty: replaceBy((file) => {
    writeFileSync(file, '');
  }),
  truncated: (file) => {
    truncateSync(file, Math.floor(statSync(file).size / 2));
  },
  garbage: replaceBy((file) => {
    writeFileSync(file, createHash('sha512').update('garbage').digest('hex').repeat(100));
  }),
  'another SQLite database': replaceBy((file) => {
    const other = openDatabase(file, { durability: 'full' });
    other.exec("CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('https://example.com')");
    other.close();
  }),
  'a directory': replaceBy((file) => {
    mkdirSync(file);
  }),
  'not readable': replaceBy((file) => {
    symlinkSync(file, file);
  }),
};

const STARTS = 'it starts';
const ASIDE = 'it starts, and derived.db is moved aside';
const ANEW = 'it starts, and says that the file is made anew';
const lost = /events\.db is missing or empty, though .* It holds all keys: put it back, or restore a backup/;
const events =
  /events\.db (is damaged|cannot be read|is a database of something else).* It holds all keys, so nothing was changed\. Restore a backup/;
const derivedToo = (name: string) =>
  new RegExp(
    `${name} (is damaged|cannot be read|is a database of something else).* Restore a backup .* or move ${name} out of `,
  );
const pepper = /pepper (is empty|is damaged|cannot be read).* put it back, or restore a backup/;
const jwtSecret = /jwt-secret (is empty|is damaged|cannot be read).* Move it away: /;
const lock = /cannot be locked \(.*move the file keyward\.lock in it away/;

const EXPECTED: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  // missing, empty, truncated, garbage, another database, a directory, not readable
  'events.db': [lost, lost, events, events, events, events, events],
  'derived.db': [STARTS, STARTS, ASIDE, ASIDE, ASIDE, ASIDE, ASIDE],
  'activity.db': [ANEW, ANEW, ...Array.from({ length: 5 }, () => derivedToo('activity.db'))],
  'reminders.db': [ANEW, ANEW, ...Array.from({ length: 5 }, () => derivedToo('reminders.db'))],
  pepper: [STARTS, pepper, pepper, pepper, pepper, pepper, pepper],
  'jwt-secret': [STARTS, jwtSecret, jwtSecret, jwtSecret, jwtSecret, jwtSecret, jwtSecret],
  'keyward.lock': [STARTS, STARTS, STARTS, lock, STARTS, lock, lock],
};
const CASES = Object.entries(EXPECTED).flatMap(([file, outcomes]) =>
  Object.keys(HARMS).map((harm, nth) => [file, harm, outcomes[nth] ?? ''] as const),
);

const contentOf = (name: string) => {
  const file = join(folder, name);
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file).toString('base64') : null;
};
const warnings = () => lines.filter((line) => line.includes('"level":40')).length;
const asides = () => readdirSync(folder).filter((name) => name.includes('.aside-'));

describe('a start on a data folder', () => {
  it.each(CASES)('of which %s is %s: %s', async (file, harm, outcome) => {
    HARMS[harm]?.(join(folder, file));
    const truth = ['events.db', 'pepper', 'activity.db', 'reminders.db'].map(contentOf);
    if (outcome instanceof RegExp) {
      const refusal: unknown = await opened().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(StartRefused);
      const { message } = refusal as StartRefused;
      expect(message).toMatch(outcome);
      expect(message).toMatch(/^DATA_DIR: [^\n]+$/);
      expect(['events.db', 'pepper', 'activity.db', 'reminders.db'].map(contentOf)).toEqual(truth);
      expect(asides()).toEqual([]);
      return;
    }
    await opened();
    expect(asides().length > 0).toBe(outcome === ASIDE);
    expect(warnings()).toBe(outcome === STARTS ? 0 : 1);
    await opened(); // what was done once is not done again
    expect(asides().filter((name) => name.includes('Z-')).length).toBeLessThanOrEqual(2);
    expect(warnings()).toBe(outcome === STARTS ? 0 : 1);
  });

  it('that is another’s is refused as a whole: its files are not taken for a Keyward of nobody', async () => {
    for (const name of ['events.db', 'events.db-wal', 'events.db-shm']) rmSync(join(folder, name), { force: true });
    await expect(opened()).rejects.toThrow(lost);
    expect(existsSync(join(folder, 'events.db'))).toBe(false);
  });

  it.each([
    [
      'garbage',
      (file: string) => {
        writeFileSync(file, 'garbage'.repeat(1000));
      },
      STARTS,
    ],
    [
      'a directory',
      (file: string) => {
        mkdirSync(file);
      },
      /events\.db cannot be read as a database/,
    ],
  ])('of which events.db-wal is %s never starts empty', async (_, harm, outcome) => {
    harm(join(folder, 'events.db-wal'));
    if (outcome instanceof RegExp) await expect(opened()).rejects.toThrow(outcome);
    else await opened();
  });
});
