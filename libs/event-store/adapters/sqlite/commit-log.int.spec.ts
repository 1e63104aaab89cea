import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KeyedMutex } from '#async';
import {
  decodeKeyEvent,
  encodeEnvelope,
  encodeStoredEvent,
  type IncomingRecord,
  type OwnerId,
  REPUBLISHED_HEADER,
  TOPICS,
} from '#contracts';
import { DurableTopic } from '#messaging/adapters/embedded';
import { openDatabase, type SqliteDatabase, transaction } from '#sqlite';
import { seededRandom, wholeNumber } from '../../../../test/kit/seeded-random.js';
import { newEvents } from '../../testing/sample-events.js';
import { CommitLog } from './commit-log.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { SqliteEventWrites } from './sqlite-event-writes.js';

const [ANN, BOB] = ['acme/ann', 'acme/bob'] as const;

let database: SqliteDatabase;
let stored: DurableTopic;
let log: CommitLog;
let store: SqliteEventStore;
let rings: number;
const mutex = new KeyedMutex();

beforeEach(() => {
  database = openDatabase(':memory:', { durability: 'full' });
  open();
});
afterEach(async () => {
  await store.close();
  database.close();
});

function open(): void {
  rings = 0;
  stored = new DurableTopic(database, TOPICS.keyEvents);
  log = CommitLog.open(database, stored, () => rings++);
  store = SqliteEventStore.withLog(
    database,
    new SqliteEventWrites(database, { log, isBusy: (stream) => mutex.isBusy(stream) }),
  );
}

async function append(stream: OwnerId, count = 1) {
  const head = (await store.readStored(stream, 0)).at(-1)?.lastVersion ?? 0;
  return store.append(stream, head, newEvents(count), { commandId: `command-${String(head)}` });
}

/** As the publishing loop does for what is unpublished. */
async function publishLater(stream: OwnerId): Promise<void> {
  for (const commit of await store.unpublishedOf(stream)) {
    const records = commit.envelopes.map((envelope) => encodeStoredEvent(envelope));
    const position = transaction(database, () => log.append(records, new Date())).at(-1);
    if (position !== undefined) await store.savePositions([{ ...commit, position }]);
  }
}

const all = (): readonly IncomingRecord[] => log.read(0, 10_000);
const places = (records: readonly IncomingRecord[]) =>
  records.map(({ key, headers, offset }) => `${String(offset)} ${String(key)}@${String(headers['ce_streamversion'])}`);
const rowsStored = () => database.prepare('SELECT count(*) AS rows FROM "log key-events"').get()?.['rows'];

describe('a commit', () => {
  it('is on the log by its own transaction: its position is known, its events are stored once, and readers are woken', async () => {
    expect((await append(ANN, 3)).position).toEqual({ partition: 0, offset: 2 });
    expect((await append(BOB)).position).toEqual({ partition: 0, offset: 3 });
    expect(places(all())).toEqual(['0 acme/ann@1', '1 acme/ann@2', '2 acme/ann@3', '3 acme/bob@1']);
    expect([rowsStored(), rings, await store.countUnpublished()]).toEqual([0, 2, 0]);
  });

  it('waits for the publishing loop while that is at work on the stream, or has older commits to publish', async () => {
    await mutex.run(ANN, async () => {
      expect((await append(ANN)).position).toBeNull();
      expect((await append(BOB)).position).not.toBeNull();
    });
    expect((await append(ANN)).position).toBeNull();
    await publishLater(ANN);
    expect((await append(ANN)).position).not.toBeNull();
    expect(places(all())).toEqual(['0 acme/bob@1', '1 acme/ann@1', '2 acme/ann@2', '3 acme/ann@3']);
  });

  it('that is refused, or rolled back with its transaction, leaves nothing on the log', async () => {
    await append(ANN);
    await expect(store.append(ANN, 0, newEvents(1), { commandId: 'late' })).rejects.toThrow('at version 1');
    database.exec(`CREATE TRIGGER full BEFORE INSERT ON commits BEGIN SELECT RAISE(ABORT, 'disk is full'); END`);
    await expect(append(ANN)).rejects.toThrow('disk is full');
    expect(places(all())).toEqual(['0 acme/ann@1']);
    database.exec('DROP TRIGGER full');
    await append(BOB);
    expect(places(all())).toEqual(['0 acme/ann@1', '1 acme/bob@1']);
  });

  it('that was rolled back is not read in the place of what is sent next', async () => {
    const { events } = await append(ANN);
    database.exec(`CREATE TRIGGER full BEFORE INSERT ON commits BEGIN SELECT RAISE(ABORT, 'disk is full'); END`);
    await expect(append(BOB)).rejects.toThrow('disk is full');
    database.exec('DROP TRIGGER full');
    const again = events.map((recorded) => encodeStoredEvent(encodeEnvelope(recorded), { republished: true }));
    transaction(database, () => log.append(again, new Date()));
    expect(places(all())).toEqual(['0 acme/ann@1', '1 acme/ann@1']);
    await append(BOB);
    expect(places(all())).toEqual(['0 acme/ann@1', '1 acme/ann@1', '2 acme/bob@1']);
  });

  it('that cannot be read any more is refused by its readers, and takes no other with it', async () => {
    await append(ANN);
    await append(BOB);
    database.exec(`UPDATE commits SET events = '{' WHERE stream = '${ANN}'`);
    open();
    expect(all().map(decodeKeyEvent)).toEqual([
      expect.objectContaining({ outcome: 'refused', ownerId: ANN, version: 1 }),
      expect.objectContaining({ outcome: 'event' }),
    ]);
  });
});

it('an offset that is missing is an error, not a hole', async () => {
  await append(ANN);
  await append(BOB);
  database.exec(`DELETE FROM commits WHERE stream = '${ANN}'`);
  open();
  expect(all).toThrow('no record at offset 0');
});

it('more that was sent again than one read holds is read in parts, from a commit on and up to one', async () => {
  const { events } = await append(ANN);
  const again = events.map((recorded) => encodeStoredEvent(encodeEnvelope(recorded), { republished: true }));
  const large = again.map((record) => ({ ...record, value: Buffer.alloc(100_000) }));
  transaction(database, () => log.append(Array.from({ length: 7 }, () => large).flat(), new Date()));
  await append(BOB);
  open();
  const read: IncomingRecord[] = [];
  while (read.length < log.bounds().next) read.push(...log.read(read.length, 1000));
  expect(read.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(places(read).at(-1)).toBe('8 acme/bob@1');
});

it('what an older version stored a second time is dropped; what was sent again stays', async () => {
  const older = SqliteEventStore.withLog(database, new SqliteEventWrites(database, { log, isBusy: () => true }));
  await older.append(ANN, 0, newEvents(3), { commandId: 'a' });
  await older.append(BOB, 0, newEvents(1), { commandId: 'b' });
  await publishLater(ANN);
  await publishLater(BOB);
  for (const commit of await store.readStored(ANN, 0))
    log.append(
      commit.envelopes.map((envelope) => encodeStoredEvent(envelope, { republished: true })),
      new Date(),
    );
  const before = all();
  expect(rowsStored()).toBe(7);
  open();
  expect(rowsStored()).toBe(3);
  const withoutTime = (records: readonly IncomingRecord[]) =>
    records.map(({ offset, key, headers, value }) => ({ offset, key, headers, value }));
  expect(withoutTime(all())).toEqual(withoutTime(before));
  expect(all().map(({ headers }) => headers[REPUBLISHED_HEADER])).toEqual([
    ...Array<undefined>(4),
    'true',
    'true',
    'true',
  ]);
});

it('whatever way commits came, every read is a part of the same log, and each version appears first in order', async () => {
  const seed = jest.getSeed();
  const random = seededRandom(seed);
  const streams = Array.from({ length: 5 }, (_, n) => `acme/user-${String(n)}`);
  for (let step = 0; step < 150; step++) {
    const stream = streams[wholeNumber(random, 0, streams.length)] ?? ANN;
    const way = wholeNumber(random, 0, 10);
    if (way === 0) await mutex.run(stream, () => append(stream, 2));
    else if (way === 1) await publishLater(stream);
    else if (way === 2) open();
    else if (way === 3) {
      const [commit] = await store.readStored(stream, 0);
      if (commit?.position != null)
        log.append(
          commit.envelopes.map((envelope) => encodeStoredEvent(envelope, { republished: true })),
          new Date(),
        );
    } else await append(stream, 1 + wholeNumber(random, 0, 3));
    const { next } = log.bounds();
    const from = wholeNumber(random, 0, next + 1);
    const limit = 1 + wholeNumber(random, 0, 20);
    expect({ seed, places: places(log.read(from, limit)) }).toEqual({
      seed,
      places: places(all().slice(from, from + limit)),
    });
  }
  for (const stream of streams) await publishLater(stream);
  const records = all();
  expect(records.map(({ offset }) => offset)).toEqual(records.map((_, index) => index));
  for (const stream of streams) {
    const first = new Set(
      records.filter(({ key }) => key === stream).map(({ headers }) => Number(headers['ce_streamversion'])),
    );
    const head = (await store.readStored(stream, 0)).at(-1)?.lastVersion ?? 0;
    expect({ seed, versions: [...first] }).toEqual({ seed, versions: Array.from({ length: head }, (_, n) => n + 1) });
  }
});
