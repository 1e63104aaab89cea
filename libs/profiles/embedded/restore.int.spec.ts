import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { backUp, readBackup } from './backup.js';
import { openDataFolder } from './data-folder.js';
import { copyToRestore, finishRestore, putInPlace } from './restore.js';

let root: string;
let data: string;
let kept: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keyward-restore-'));
  [data, kept] = [join(root, 'data'), join(root, 'kept')];
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const append = async (ownerId: string) => {
  const store = SqliteEventStore.open(join(data, 'events.db'));
  await store.append(
    ownerId,
    0,
    [{ event: { type: 'OwnerSeen' }, at: '2026-01-01T00:00:00.000Z', by: `user:${ownerId}` }],
    { commandId: ownerId },
  );
  await store.close();
};
const ownersIn = async (folder: string) => {
  const store = SqliteEventStore.open(join(folder, 'events.db'));
  const owners = await store.streamsSince(new Date(0), null, 10);
  await store.close();
  return owners;
};

/** A backup that knows ann, of a folder that then came to know bob, and has files that the backup does not have. */
async function backedUp() {
  const folder = openDataFolder(data);
  writeFileSync(join(data, 'pepper'), 'of the backup');
  await append('acme/ann');
  const backup = await backUp(data, kept);
  await append('acme/bob');
  folder.release();
  for (const name of ['events.db-wal', 'events.db-shm', 'reminders.db', 'reminders.db-wal'])
    writeFileSync(join(data, name), 'of before');
  mkdirSync(join(data, 'outbox'));
  return backup;
}

async function expectRestored(): Promise<void> {
  openDataFolder(data).release();
  const replaced = readdirSync(data).find((name) => name.startsWith('replaced-')) ?? '';
  expect(readdirSync(data).sort()).toEqual(['events.db', 'keyward.lock', 'outbox', 'pepper', replaced].sort());
  expect(readdirSync(join(data, replaced)).sort()).toEqual(
    ['events.db', 'events.db-shm', 'events.db-wal', 'pepper', 'reminders.db', 'reminders.db-wal'].sort(),
  );
  expect(await ownersIn(data)).toEqual(['acme/ann']);
}

describe('a restore', () => {
  it('leaves nothing of what was there beside what it restores, and deletes none of it', async () => {
    copyToRestore(await backedUp(), data);
    putInPlace(data);
    await expectRestored();
  });

  it('that was broken off while it copied changes nothing', async () => {
    const backup = await backedUp();
    for (const name of ['events.db-wal', 'events.db-shm']) rmSync(join(data, name));
    copyToRestore(backup, data);
    openDataFolder(data).release();
    expect(await ownersIn(data)).toEqual(['acme/ann', 'acme/bob']);
  });

  it.each([
    ['everything was copied', 0, 0],
    ['some of the old files were moved', 2, 0],
    ['some of the new files were moved', 6, 1],
    ['all files were moved', 6, 2],
  ])('that was broken off when %s is finished by the next start', async (_, old, moved) => {
    copyToRestore(await backedUp(), data);
    renameSync(join(data, 'restore.copying'), join(data, 'restore.ready'));
    mkdirSync(join(data, 'restore.ready/replaced'));
    const before = ['pepper', 'events.db', 'events.db-wal', 'events.db-shm', 'reminders.db', 'reminders.db-wal'];
    for (const name of before.slice(0, old)) renameSync(join(data, name), join(data, 'restore.ready/replaced', name));
    if (old === before.length) renameSync(join(data, 'restore.ready'), join(data, 'restore.moving'));
    for (const name of ['pepper', 'events.db'].slice(0, moved))
      renameSync(join(data, 'restore.moving', name), join(data, name));
    await expectRestored();
  });

  it('is not begun by a folder that has none to finish', () => {
    openDataFolder(data).release();
    expect(finishRestore(data)).toBeUndefined();
  });
});

describe('a backup that is used', () => {
  it.each<[string, () => void, RegExp]>([
    [
      'was altered',
      () => {
        appendFileSync(join(kept, 'events.db'), 'x');
      },
      /events\.db is not as the backup wrote it/,
    ],
    [
      'was cut',
      () => {
        truncateSync(join(kept, 'events.db'), 4096);
      },
      /events\.db is not as the backup wrote it/,
    ],
    [
      'lacks a file',
      () => {
        rmSync(join(kept, 'pepper'));
      },
      /pepper is not as the backup wrote it/,
    ],
    [
      'is no backup',
      () => {
        rmSync(join(kept, 'backup.json'));
      },
      /is no backup: backup\.json cannot be read/,
    ],
    [
      'is of a newer version',
      () => {
        writeFileSync(join(kept, 'backup.json'), '{"format":2}');
      },
      /cannot be understood/,
    ],
  ])('and %s is refused in one sentence', async (_, damage, words) => {
    await backedUp();
    damage();
    await expect(readBackup(kept)).rejects.toThrow(words);
  });

  it('is not taken of a damaged database', async () => {
    await backedUp();
    for (const name of ['events.db-wal', 'events.db-shm', 'reminders.db', 'reminders.db-wal']) rmSync(join(data, name));
    const bytes = readFileSync(join(data, 'events.db'));
    bytes.fill(0x5a, 4096);
    writeFileSync(join(data, 'events.db'), bytes);
    await expect(backUp(data, join(root, 'second'))).rejects.toThrow(/events\.db cannot be copied/);
    expect(existsSync(join(root, 'second'))).toBe(false);
    expect(readdirSync(root).sort()).toEqual(['data', 'kept']);
  });
});
