import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { type SnapshotStore } from '#event-store';
import { eventually } from '../../../../test/kit/eventually.js';
import { seededRandom, wholeNumber } from '../../../../test/kit/seeded-random.js';
import { type Keyring } from '../../domain/keyring.js';
import { appendAll, randomStream } from '../testing/random-stream.js';
import { user, WriteSide } from '../testing/write-side.js';
import { SNAPSHOT_EVERY } from './keyring-snapshots.js';
import { SNAPSHOT_FORMAT } from './snapshot-format.js';

const ANN = user('ann').ownerId;
const BOB = user('bob').ownerId;
const NO_SNAPSHOTS = { find: () => Promise.resolve(undefined), save: () => Promise.resolve() };

const seed = randomInt(2 ** 31);
const random = seededRandom(seed);
const about = (what: string) => `${what} (seed ${String(seed)})`;

let side: WriteSide;

beforeEach(() => {
  side = new WriteSide();
});
afterEach(() => side.close());

/** As a process that has just started loads it, with what is kept beside the streams. */
async function loaded(ownerId = ANN, snapshots?: Pick<SnapshotStore, 'find' | 'save'>) {
  const { version, keyring, places } = await side.process(snapshots && { snapshots }).keyrings.load(ownerId);
  return { version, keyring, places: places.places };
}

async function snapshotOf(ownerId: string): Promise<string> {
  return eventually(async () => {
    const content = await side.snapshots.find(ownerId, SNAPSHOT_FORMAT);
    if (content === undefined) throw new Error('no snapshot yet');
    return content;
  });
}

/** The versions from which the store was asked to read on. */
async function readsOfLoad(ownerId = ANN): Promise<readonly number[]> {
  const reads: number[] = [];
  const { keyrings } = side.process({
    store: {
      read: (stream, after, limit) => {
        reads.push(after);
        return side.store.read(stream, after, limit);
      },
    },
  });
  await keyrings.load(ownerId);
  return reads;
}

describe('a snapshot', () => {
  it(about('gives the same keyring and the same histories as all events'), async () => {
    let head = 0;
    const commits = randomStream(random, 1000);
    for (let from = 0; from < commits.length;) {
      const to = from + wholeNumber(random, 1, 250);
      head = await appendAll(side.store, ANN, head, commits.slice(from, to));
      from = to;
      const restored = await loaded();
      expect(restored).toEqual(await loaded(ANN, NO_SNAPSHOTS));
      expect(restored.version).toBe(head);
    }
  });

  it('saves reading what it has, and is made again once enough has happened', async () => {
    const commits = randomStream(random, 2 * SNAPSHOT_EVERY + 10);
    const head = await appendAll(side.store, ANN, 0, commits.slice(0, SNAPSHOT_EVERY));
    await loaded();
    const first = await snapshotOf(ANN);
    expect(await readsOfLoad()).toEqual([head - 1, head]);
    const next = await appendAll(side.store, ANN, head, commits.slice(SNAPSHOT_EVERY, SNAPSHOT_EVERY + 10));
    expect(await readsOfLoad()).toEqual([head - 1, head]);
    expect(await snapshotOf(ANN)).toBe(first);
    await appendAll(side.store, ANN, next, commits.slice(SNAPSHOT_EVERY + 10));
    await loaded();
    await eventually(async () => {
      expect(await snapshotOf(ANN)).not.toBe(first);
    });
  });

  it('is not made of a short stream', async () => {
    const saved: string[] = [];
    await appendAll(side.store, ANN, 0, randomStream(random, 5));
    await loaded(ANN, {
      ...NO_SNAPSHOTS,
      save: ({ stream }) => {
        saved.push(stream);
        return Promise.resolve();
      },
    });
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(saved).toEqual([]);
  });

  it('holds no digest of a secret', async () => {
    await appendAll(side.store, ANN, 0, randomStream(random, SNAPSHOT_EVERY));
    await loaded();
    expect(await snapshotOf(ANN)).not.toContain('d'.repeat(64));
  });
});

describe('a keyring does not change', () => {
  let whole: Keyring;
  let head: number;
  let content: string;

  beforeEach(async () => {
    head = await appendAll(side.store, ANN, 0, randomStream(random, SNAPSHOT_EVERY));
    ({ keyring: whole } = await loaded());
    content = await snapshotOf(ANN);
  });

  const save = (changed: string, format = SNAPSHOT_FORMAT, stream = ANN) =>
    side.snapshots.save({ stream, format, content: changed });
  /** A load that uses no snapshot reads from the start. */
  const readAll = async () => {
    const reads = await readsOfLoad();
    expect(reads.at(-1)).toBe(0);
    expect((await loaded(ANN, NO_SNAPSHOTS)).keyring).toEqual(whole);
    expect((await loaded()).keyring).toEqual(whole);
  };

  it(about('when a snapshot has a wrong character anywhere, or an end too early'), async () => {
    for (let round = 0; round < 30; round++) {
      const place = wholeNumber(random, 0, content.length);
      const other = content[place] === '1' ? '2' : '1';
      const wrong =
        round % 3 === 0 ? content.slice(0, place) : content.slice(0, place) + other + content.slice(place + 1);
      await save(wrong);
      const { keyrings } = side.process({
        snapshots: { find: (...asked) => side.snapshots.find(...asked), save: () => Promise.resolve() },
      });
      expect((await keyrings.load(ANN)).keyring).toEqual(whole);
    }
  });

  it.each([
    ['nothing at all', () => ''],
    ['no JSON behind a right digest', () => '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'],
  ])('when a snapshot is %s', async (_, wrong) => {
    await save(wrong());
    await readAll();
  });

  it('when a snapshot is in another format', async () => {
    await save(content, 'of another build');
    await readAll();
  });

  it('when a snapshot is of another owner', async () => {
    await appendAll(side.store, BOB, 0, randomStream(random, SNAPSHOT_EVERY));
    await loaded(BOB);
    await save(await snapshotOf(BOB));
    await readAll();
  });

  it('when a snapshot cannot be read, or not be saved', async () => {
    const fail = () => Promise.reject(new Error('disk full'));
    expect((await loaded(ANN, { find: fail, save: fail })).keyring).toEqual(whole);
  });

  it('when there is none', async () => {
    expect((await loaded(ANN, NO_SNAPSHOTS)).keyring).toEqual(whole);
  });

  it('when a snapshot is ahead of a stream that was restored from a backup', async () => {
    const older = new WriteSide();
    const commits = randomStream(seededRandom(1), SNAPSHOT_EVERY);
    await appendAll(older.store, ANN, 0, commits);
    await older.process().keyrings.load(ANN);
    const ahead = await eventually(async () => {
      const found = await older.snapshots.find(ANN, SNAPSHOT_FORMAT);
      if (found === undefined) throw new Error('no snapshot yet');
      return found;
    });
    const restored = new WriteSide();
    await appendAll(restored.store, ANN, 0, commits.slice(0, -1));
    await restored.snapshots.save({ stream: ANN, format: SNAPSHOT_FORMAT, content: ahead });
    const expected = (await restored.process({ snapshots: NO_SNAPSHOTS }).keyrings.load(ANN)).keyring;
    expect((await restored.process().keyrings.load(ANN)).keyring).toEqual(expected);
    await Promise.all([older.close(), restored.close()]);
  });

  it('when its stream has gone on differently from a restored backup', async () => {
    const other = new WriteSide();
    await appendAll(other.store, ANN, 0, randomStream(random, SNAPSHOT_EVERY * 2));
    await other.snapshots.save({ stream: ANN, format: SNAPSHOT_FORMAT, content });
    const expected = (await other.process({ snapshots: NO_SNAPSHOTS }).keyrings.load(ANN)).keyring;
    expect((await other.process().keyrings.load(ANN)).keyring).toEqual(expected);
    expect(head).toBeGreaterThan(0);
    await other.close();
  });
});
