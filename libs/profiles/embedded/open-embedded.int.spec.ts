import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { decodeKeyEvent, type IncomingRecord, TOPICS } from '#contracts';
import { DuplicateCommand, VersionConflict } from '#event-store';
import { SystemClock } from '#process';
import { eventually } from '../../../test/kit/eventually.js';
import { seededRandom, wholeNumber } from '../../../test/kit/seeded-random.js';
import { WRITER_ENTRY } from '../../../test/kit/thread-entries.js';
import { openDataFolder } from './data-folder.js';
import { openEmbedded } from './open-embedded.js';

const ANN = 'acme/ann';
const newEvents = (count: number) =>
  Array.from(
    { length: count },
    () => ({ event: { type: 'OwnerSeen' }, at: '2026-01-01T00:00:00.000Z', by: 'user:acme/ann' }) as const,
  );
const KEY_EVENTS = TOPICS.keyEvents.name;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keyward-embedded-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

async function opened() {
  const folder = openDataFolder(directory);
  const parts = { clock: new SystemClock(), logger: pino({ level: 'silent', base: { name: 'test' } }) };
  const profile = openEmbedded({ ...parts, metrics: new Registry(), folder, writerEntry: WRITER_ENTRY });
  const tasks = Object.values<{ start?: () => Promise<void>; close: () => Promise<void> }>(profile.tasks);
  for (const task of tasks) await task.start?.();
  return {
    ...profile,
    close: async () => {
      for (const task of tasks.toReversed()) await task.close();
      folder.release();
    },
  };
}

/** The versions of each stream on key-events, in order, without what was sent again. */
function firstAppearances(records: readonly IncomingRecord[]): ReadonlyMap<string, readonly number[]> {
  const seen = new Map<string, number[]>();
  for (const record of records) {
    const decoded = decodeKeyEvent(record);
    if (decoded.outcome !== 'event') throw new Error(decoded.reason);
    const { ownerId, version } = decoded.recorded;
    const versions = seen.get(ownerId) ?? [];
    seen.set(ownerId, versions);
    if (!versions.includes(version)) versions.push(version);
  }
  return seen;
}

it('what the threads write is read here once it is answered, and what they refuse is refused by its class', async () => {
  const { stores, close } = await opened();
  const append = (head: number, commandId: string) => stores.events.append(ANN, head, newEvents(2), { commandId });
  const commit = await append(0, 'c1');
  expect(commit).toMatchObject({ firstVersion: 1, lastVersion: 2, position: { partition: 0, offset: 1 } });
  expect(await stores.events.read(ANN, 0)).toEqual([commit]);
  await expect(append(0, 'c2')).rejects.toThrow(VersionConflict);
  await expect(append(2, 'c1')).rejects.toThrow(DuplicateCommand);
  await stores.snapshots.save({ stream: ANN, format: 'f', content: '{}' });
  expect(await stores.snapshots.find(ANN, 'f')).toBe('{}');
  await stores.verification.apply([], { 0: 1 });
  expect(await stores.verification.checkpoint()).toEqual({ 0: 1 });
  await close();
});

it('nothing can be written over a connection of the thread that answers', async () => {
  const { stores, close } = await opened();
  await expect(stores.activity.saveOwners([{ ownerId: ANN, version: 1, keys: [] } as never])).rejects.toThrow(
    /readonly/,
  );
  await close();
});

it('what was asked for before the end is written and answered', async () => {
  const first = await opened();
  const asked = Array.from({ length: 300 }, (_, nth) =>
    first.stores.events.append(`acme/u${String(nth)}`, 0, newEvents(1), { commandId: 'c' }),
  );
  await Promise.resolve();
  await first.close();
  const positions = (await Promise.all(asked)).map(({ position }) => position?.offset);
  expect(positions).toEqual(Array.from({ length: 300 }, (_, offset) => offset));
});

it('in whatever order appends, publishing and republishing come, each version appears first in order', async () => {
  const random = seededRandom(jest.getSeed());
  const { stores, subscriber, publishing, close } = await opened();
  const records: IncomingRecord[] = [];
  await subscriber.subscribe({
    topic: KEY_EVENTS,
    mode: 'broadcast',
    after: {},
    handle: (batch) => {
      records.push(...batch);
      return Promise.resolve();
    },
  });
  const streams = ['acme/ann', 'acme/bob', 'acme/eve'];
  const heads = new Map<string, number>();
  const disturb = async (stream: string): Promise<void> => {
    for (let turn = 0; turn < 15; turn++) {
      await publishing.republish(stream);
      const head = heads.get(stream) ?? 0;
      if (head > 0 && random() < 0.5) await publishing.publish(stream, head);
    }
  };
  const write = async (stream: string): Promise<void> => {
    for (let turn = 0; turn < 60; turn++) {
      const head = heads.get(stream) ?? 0;
      const events = newEvents(wholeNumber(random, 1, 4));
      const commandId = `c${String(turn)}`;
      const { lastVersion, position } = await stores.events.append(stream, head, events, { commandId });
      heads.set(stream, lastVersion);
      if (position === null) await publishing.publish(stream, lastVersion);
    }
  };
  await Promise.all(streams.flatMap((stream) => [write(stream), disturb(stream)]));
  await eventually(async () => {
    expect(await stores.events.countUnpublished()).toBe(0);
    expect(records.at(-1)?.offset).toBe((await subscriber.endOf(KEY_EVENTS))[0]);
  });
  expect(records.map(({ offset }) => offset)).toEqual(records.map((_, index) => index));
  for (const stream of streams)
    expect(firstAppearances(records).get(stream)).toEqual(
      Array.from({ length: heads.get(stream) ?? 0 }, (_, index) => index + 1),
    );
  await close();
});
