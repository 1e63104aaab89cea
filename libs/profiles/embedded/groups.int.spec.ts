import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { TOPICS } from '#contracts';
import { LagWatch } from '#messaging';
import { DurableTopic, GroupProgress } from '#messaging/adapters/embedded';
import { SystemClock } from '#process';
import { openDatabase, tablesOf } from '#sqlite';
import { startAndStop } from '../../../test/kit/start-and-stop.js';
import { WRITER_ENTRY } from '../../../test/kit/thread-entries.js';
import { openDataFolder } from './data-folder.js';
import { openEmbedded } from './open-embedded.js';

const PARKED = { topic: 'key-events', key: 'acme/bob', partition: 0, from: 1, until: null, reason: 'newer' };

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-groups-'));
  await startAndStop(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** In the database `name`, and closed again. */
async function withProgress<T>(name: string, work: (progress: GroupProgress) => T | Promise<T>): Promise<T> {
  const database = openDatabase(join(folder, name), { durability: 'normal' });
  try {
    return await work(new GroupProgress(database));
  } finally {
    database.close();
  }
}
const nextOf = (name: string, group: string) => withProgress(name, (progress) => progress.next(group, 'key-events'));

/** As versions left it that kept in `derived.db` how far groups are. */
const ofEarlierVersion = () =>
  withProgress('derived.db', async (progress) => {
    await progress.advance('activity-keys', 'key-events', 1);
    await progress.advance('notifier-reminders', 'key-events', 1);
    await progress.save({ ...PARKED, group: 'notifier-reminders' });
  });

it('takes over, once, how far the groups of an earlier version are, and whom they parked', async () => {
  await ofEarlierVersion();
  await startAndStop(folder);
  expect(await nextOf('activity.db', 'activity-keys')).toBe(1);
  expect(await nextOf('activity.db', 'notifier-reminders')).toBe(0);
  expect(await nextOf('reminders.db', 'notifier-reminders')).toBe(1);
  expect(await withProgress('reminders.db', (progress) => progress.parkedNow('notifier-reminders'))).toEqual([
    { ...PARKED, group: 'notifier-reminders' },
  ]);
  expect(tablesOf(join(folder, 'derived.db'))).not.toContain('group_offset');
  await withProgress('activity.db', (progress) => progress.advance('activity-keys', 'key-events', 2));
  await startAndStop(folder);
  expect(await nextOf('activity.db', 'activity-keys')).toBe(2);
});

it('lets the groups of a database that is new start at the beginning', async () => {
  await ofEarlierVersion();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `activity.db${suffix}`), { force: true });
  await startAndStop(folder);
  expect(await nextOf('activity.db', 'activity-keys')).toBe(0);
  expect(await nextOf('reminders.db', 'notifier-reminders')).toBe(1);
});

it.each([
  ['activity.db', 'activity-keys'],
  ['reminders.db', 'notifier-reminders'],
])('refuses %s ahead of events.db, and goes on with one that is behind', async (name, group) => {
  cpSync(join(folder, 'events.db'), join(folder, 'earlier.db'));
  const head = await startAndStop(folder);
  await withProgress(name, (progress) => progress.advance(group, 'key-events', head));
  cpSync(join(folder, 'events.db'), join(folder, 'later.db'));
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `events.db${suffix}`), { force: true });
  cpSync(join(folder, 'earlier.db'), join(folder, 'events.db'));
  await expect(startAndStop(folder)).rejects.toThrow(
    new RegExp(`^DATA_DIR: .*${name} is ahead of events\\.db.*Restore all files of one backup .*, or move ${name} out`),
  );
  cpSync(join(folder, 'later.db'), join(folder, 'events.db'));
  await startAndStop(folder);
});

describe('a folder whose first start ended', () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('before events.db had anything in it is begun with', async () => {
    const metrics = new Registry();
    const logger = pino({ enabled: false });
    new LagWatch({ metrics, logger }); // a second one is refused, once the databases are there
    const data = openDataFolder(folder);
    const parts = { folder: data, clock: new SystemClock(), metrics, logger, writerEntry: WRITER_ENTRY };
    expect(() => openEmbedded(parts)).toThrow('already been registered');
    data.release();
    await startAndStop(folder);
  });

  it('before events.db had the table of commits is begun with', async () => {
    mkdirSync(folder);
    const database = openDatabase(join(folder, 'events.db'), { durability: 'full' });
    new DurableTopic(database, TOPICS.keyEvents);
    database.close();
    await startAndStop(folder);
  });
});

it.each(['activity.db', 'reminders.db'])(
  'goes on with %s when the start that made it was killed before anything else was in it',
  async (name) => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `${name}${suffix}`), { force: true });
    await withProgress(name, () => undefined);
    await startAndStop(folder);
  },
);
