import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { openDatabase, schemaOf } from '#sqlite';
import { SqliteVerificationStore } from '#verification/adapters/sqlite';
import { startAndStop } from '../../test/kit/start-and-stop.js';
import { ops } from './testing/run.js';

const DATABASES = ['events.db', 'derived.db', 'activity.db', 'reminders.db'] as const;
type Database = (typeof DATABASES)[number];

it('imports nothing into a folder whose derived data is of another history', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-import-'));
  try {
    const [from, to, file] = ['from', 'to', 'history.ndjson'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const each of [from, to]) mkdirSync(each);
    await SqliteEventStore.open(join(from, 'events.db')).close();
    expect(await ops({ DATA_DIR: from }, 'export', file)).toMatchObject({ code: 0 });
    writeFileSync(join(to, 'derived.db'), '');
    const refused = await ops({ DATA_DIR: to }, 'import', file);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('derived from another history: derived.db. Nothing was imported.');
    expect(existsSync(join(to, 'events.db'))).toBe(false);
    rmSync(join(to, 'derived.db'));
    expect(await ops({ DATA_DIR: to }, 'import', file)).toMatchObject({ code: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('reads a folder that an older version has open, and brings nothing in it up to date', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-older-'));
  const [eventsDb, derivedDb] = [join(folder, 'events.db'), join(folder, 'derived.db')];
  const store = SqliteEventStore.open(eventsDb);
  const seen = { event: { type: 'OwnerSeen' }, at: '2026-01-01T00:00:00.000Z', by: 'user:acme/ann' } as const;
  await store.append('acme/ann', 0, [seen], { commandId: 'c1' });
  await store.close();
  await SqliteVerificationStore.open(derivedDb).close();
  const older = [eventsDb, derivedDb].map((file) => openDatabase(file, { durability: 'normal' }));
  try {
    older[0]?.exec('DROP INDEX commits_offset');
    older[1]?.exec(`DROP TRIGGER verification_peppers_kept; DROP TABLE verification_peppers;
      INSERT INTO verification_credentials (digest, pepper_id, credential_id, key_id, owner_id, scope, mode, grace_ended, issued_version, version)
      VALUES ('d1', 'p1', 'c1', 'k1', 'acme/ann', 'read-only', 'live', 0, 1, 1)`);
    const schemas = () => older.map((database) => database.prepare('SELECT * FROM sqlite_schema').all());
    const before = schemas();
    const file = join(folder, 'history.ndjson');
    expect(await ops({ DATA_DIR: folder }, 'export', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 owners, 1 commits, 1 events'),
    });
    const { code, out } = await ops({ DATA_DIR: folder }, 'peppers', '--json');
    expect([code, JSON.parse(out)]).toEqual([0, { peppers: [{ pepperId: 'p1', credentials: 1 }] }]);
    expect(schemas()).toEqual(before);
  } finally {
    for (const database of older) database.close();
    rmSync(folder, { recursive: true });
  }
});

describe('a folder that a newer version has opened', () => {
  let root: string;
  let at: (name: string) => string;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'keyward-newer-'));
    at = (name) => join(root, name);
    await startAndStop(at('data'));
    expect(await ops({ DATA_DIR: at('data') }, 'backup', at('kept'))).toMatchObject({ code: 0 });
    expect(await ops({ DATA_DIR: at('data') }, 'export', at('history'))).toMatchObject({ code: 0 });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const numbered = (name: Database, schema: number, folder = at('data')) => {
    const database = openDatabase(join(folder, name), { durability: 'full' });
    database.exec(`PRAGMA user_version = ${String(schema)}`);
    database.close();
  };
  const content = () =>
    readdirSync(at('data'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name))
      .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name)).toString('base64')]);

  it.each(DATABASES)('is refused, by a start and by the tool, whichever file shows it: %s', async (name) => {
    numbered(name, 2);
    const before = content();
    const refusal =
      `DATA_DIR: ${at('data')}/${name} was opened by a newer version of Keyward: it has schema 2, this version knows 1. ` +
      'Nothing was changed. Start that version again, or restore a backup that this one made (npm run ops -- restore).';
    await expect(startAndStop(at('data'))).rejects.toThrow(refusal);
    for (const args of [['backup', at('copy')], ['export', at('copy')], ['import', at('history')], ['peppers']])
      expect(await ops({ DATA_DIR: at('data') }, ...args)).toEqual({ code: 1, out: '', err: refusal });
    expect(content()).toEqual(before);
    expect(readdirSync(root).sort()).toEqual(['data', 'history', 'kept']);
  });

  it('is replaced by a backup that this version made, and who was changed since is not guessed', async () => {
    await startAndStop(at('data'));
    numbered('events.db', 2);
    const asked = await ops({ DATA_DIR: at('data') }, 'restore', at('kept'));
    expect(asked.out).toContain('Which owners were changed since cannot be told');
    expect(await ops({ DATA_DIR: at('data') }, 'restore', at('kept'), '--revoke', 'all')).toMatchObject({ code: 0 });
    expect(await startAndStop(at('data'))).toBe(2);
  });

  it('is not made of a backup that a newer version made', async () => {
    const manifest = z.looseObject({ files: z.array(z.looseObject({ name: z.string(), sha256: z.string() })) });
    numbered('events.db', 2, at('kept'));
    const { files, ...rest } = manifest.parse(JSON.parse(readFileSync(at('kept/backup.json'), 'utf8')));
    const sha256 = createHash('sha256')
      .update(readFileSync(at('kept/events.db')))
      .digest('hex');
    const altered = files.map((file) => (file.name === 'events.db' ? { ...file, sha256 } : file));
    writeFileSync(at('kept/backup.json'), JSON.stringify({ ...rest, files: altered }));
    const before = content();
    expect(await ops({ DATA_DIR: at('data') }, 'restore', at('kept'), '--revoke', 'all')).toEqual({
      code: 1,
      out: '',
      err: `${at('kept')}/events.db was opened by a newer version of Keyward: it has schema 2, this version knows 1. Restore it with that version, or use another backup.`,
    });
    expect(content()).toEqual(before);
  });

  it('is taken, and numbered, when it is of a version that gave no numbers', async () => {
    for (const name of DATABASES) numbered(name, 0);
    expect(await ops({ DATA_DIR: at('data') }, 'peppers')).toMatchObject({ code: 0 });
    expect(await startAndStop(at('data'))).toBe(2);
    expect(DATABASES.map((name) => schemaOf(join(at('data'), name)))).toEqual([1, 1, 1, 1]);
  });
});
