import { beforeEach, describe, expect, it } from '@jest/globals';
import { KEYRING_EVENTS, type EventEnvelope, type OwnerId } from '#contracts';
import { type DataUnderTest, underTest } from '../../../test/kit/under-test.js';
import { DuplicateCommand, UnreadableStream, VersionConflict, type Commit, type EventStore } from '../event-store.js';
import { outboxContract } from './outbox.contract.js';
import { newEvent, newEvents, SAMPLE_EVENTS } from './sample-events.js';

export interface EventStoreUnderTest extends DataUnderTest<EventStore> {
  /** Stores a commit as a newer version of the software would have, past every check. */
  appendRaw(commit: {
    readonly stream: OwnerId;
    readonly firstVersion: number;
    readonly commandId: string;
    readonly envelopes: readonly unknown[];
  }): Promise<void>;
}

const ANN = 'acme/ann';

/** Everything the EventStore port promises. Every adapter runs all of it. */
export function eventStoreContract(name: string, open: () => Promise<EventStoreUnderTest>): void {
  describe(`event store: ${name}`, () => {
    const { connect, data } = underTest(open);
    let store: EventStore;
    let commands = 0;

    const append = (stream: OwnerId, expectedVersion: number, count = 1, through = store): Promise<Commit> =>
      through.append(stream, expectedVersion, newEvents(count), { commandId: `cmd-${String(++commands)}` });
    const versions = async (stream: OwnerId): Promise<readonly number[]> =>
      (await store.read(stream, 0)).flatMap((commit) => commit.events.map((event) => event.version));
    const envelope = (version: number, overrides: Partial<EventEnvelope> = {}): EventEnvelope => ({
      type: 'KeyRevoked',
      schemaVersion: KEYRING_EVENTS.KeyRevoked.schemaVersion,
      changesAccess: true,
      ownerId: ANN,
      version,
      at: '2026-01-01T00:00:00.000Z',
      by: 'user:acme/ann',
      data: { keyId: 'k1', reason: null },
      ...overrides,
    });

    beforeEach(async () => {
      store = await connect();
    });

    describe('appending', () => {
      it('gives events consecutive versions from 1, also across commits of several events', async () => {
        expect(await append(ANN, 0, 2)).toMatchObject({ stream: ANN, firstVersion: 1, lastVersion: 2, position: null });
        expect(await append(ANN, 2, 3)).toMatchObject({ firstVersion: 3, lastVersion: 5 });
        expect(await versions(ANN)).toEqual([1, 2, 3, 4, 5]);
      });

      it('refuses an expected version below the head and writes nothing', async () => {
        await append(ANN, 0, 2);
        await expect(append(ANN, 0)).rejects.toThrow(VersionConflict);
        await expect(append(ANN, 1)).rejects.toThrow(VersionConflict);
        expect(await versions(ANN)).toEqual([1, 2]);
      });

      it('refuses an expected version above the head, so that a stream has no holes', async () => {
        await expect(append(ANN, 1)).rejects.toThrow(VersionConflict);
        await append(ANN, 0);
        await expect(append(ANN, 5)).rejects.toThrow(VersionConflict);
        expect(await versions(ANN)).toEqual([1]);
      });

      it('refuses a version in the middle of a commit', async () => {
        await append(ANN, 0, 3);
        await expect(append(ANN, 2)).rejects.toThrow(VersionConflict);
      });

      it('lets exactly one of 50 concurrent appends win each version, over two connections', async () => {
        const other = await connect();
        for (const head of [0, 1, 2]) {
          const outcomes = await Promise.allSettled(
            Array.from({ length: 50 }, (_, n) => append(ANN, head, 1, n % 2 === 0 ? store : other)),
          );
          expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
          for (const outcome of outcomes) {
            if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(VersionConflict);
          }
        }
        expect(await versions(ANN)).toEqual([1, 2, 3]);
      });

      it('judges concurrent appends each by itself: the conflict of one fails no other', async () => {
        await append(ANN, 0);
        const outcomes = await Promise.allSettled([
          append('acme/bob', 0),
          append(ANN, 0),
          append('acme/cid', 0, 2),
          append(ANN, 1),
        ]);
        expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
        expect(await versions('acme/cid')).toEqual([1, 2]);
        expect(await versions(ANN)).toEqual([1, 2]);
      });

      it('shows a commit of several events whole or not at all to a concurrent reader', async () => {
        const reader = await connect();
        const writing = (async () => {
          for (let head = 0; head < 100; head += 5) await append(ANN, head, 5);
        })();
        const sizes = new Set<number>();
        for (let seen = 0; seen < 100; sizes.add(seen)) {
          seen = (await reader.read(ANN, 0)).flatMap((commit) => commit.events).length;
          await new Promise(setImmediate);
        }
        await writing;
        expect([...sizes].filter((size) => size % 5 !== 0)).toEqual([]);
        expect(await versions(ANN)).toHaveLength(100);
      });

      it('stores no commit without events', async () => {
        await expect(store.append(ANN, 0, [], { commandId: 'c' })).rejects.toThrow(RangeError);
      });

      it('stores no event that does not fit its schema, and nothing that its schema does not name', async () => {
        const misfit = newEvent({ ...SAMPLE_EVENTS.AllKeysRevoked, count: -1 });
        await expect(store.append(ANN, 0, [newEvent(), misfit], { commandId: 'c' })).rejects.toThrow(TypeError);
        const talkative = { ...SAMPLE_EVENTS.KeyRevoked, secret: 'not to be stored' };
        await store.append(ANN, 0, [newEvent(talkative)], { commandId: 'c' });
        expect(JSON.stringify(await store.readStored(ANN, 0))).not.toContain('not to be stored');
      });
    });

    describe('command ids', () => {
      it('refuses a second commit of a command id in the same stream and finds the first', async () => {
        const first = await store.append(ANN, 0, newEvents(2), { commandId: 'once', fingerprint: 'f'.repeat(64) });
        await append(ANN, 2);
        await expect(store.append(ANN, 3, newEvents(1), { commandId: 'once' })).rejects.toThrow(DuplicateCommand);
        expect(await store.commitOf(ANN, 'once')).toEqual(first);
        expect(await versions(ANN)).toEqual([1, 2, 3]);
      });

      it('refuses a retry with the old expected version as one or the other', async () => {
        await store.append(ANN, 0, newEvents(1), { commandId: 'once' });
        const refusal: unknown = await store
          .append(ANN, 0, newEvents(1), { commandId: 'once' })
          .catch((error: unknown) => error);
        expect(refusal instanceof DuplicateCommand || refusal instanceof VersionConflict).toBe(true);
      });

      it('lets one of several concurrent retries win', async () => {
        const tries = Array.from({ length: 10 }, () => store.append(ANN, 0, newEvents(1), { commandId: 'once' }));
        expect((await Promise.allSettled(tries)).filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
      });

      it('keeps command ids of different streams apart', async () => {
        await store.append(ANN, 0, newEvents(1), { commandId: 'same' });
        await store.append('acme/bob', 0, newEvents(1), { commandId: 'same' });
        expect((await store.commitOf('acme/bob', 'same'))?.stream).toBe('acme/bob');
        expect(await store.commitOf('acme/cid', 'same')).toBeUndefined();
      });

      it('finds a stream by a command id, over any connection', async () => {
        await store.append(ANN, 0, newEvents(1), { commandId: 'once' });
        await append('acme/bob', 0);
        expect(await (await connect()).streamOf('once')).toBe(ANN);
        expect(await store.streamOf('another')).toBeUndefined();
      });

      it('keeps the fingerprint of the request, or that there was none', async () => {
        await store.append(ANN, 0, newEvents(1), { commandId: 'with', fingerprint: 'abc' });
        await store.append(ANN, 1, newEvents(1), { commandId: 'without' });
        expect((await store.commitOf(ANN, 'with'))?.fingerprint).toBe('abc');
        expect((await store.commitOf(ANN, 'without'))?.fingerprint).toBeNull();
      });
    });

    describe('reading', () => {
      it('returns events of every type as they were appended', async () => {
        const events = Object.values(SAMPLE_EVENTS).map(newEvent);
        const commit = await store.append(ANN, 0, events, { commandId: 'all' });
        expect(await store.read(ANN, 0)).toEqual([commit]);
        expect(commit.events).toEqual(events.map((event, index) => ({ ownerId: ANN, version: index + 1, ...event })));
      });

      it('starts with the commit that holds the version after the given one', async () => {
        await append(ANN, 0, 3);
        await append(ANN, 3, 2);
        expect((await store.read(ANN, 2)).map((commit) => commit.firstVersion)).toEqual([1, 4]);
        expect((await store.read(ANN, 3)).map((commit) => commit.firstVersion)).toEqual([4]);
        expect(await store.read(ANN, 5)).toEqual([]);
        expect(await store.read('acme/nobody', 0)).toEqual([]);
      });

      it('returns no more commits than asked for, the next ones', async () => {
        for (const [head, count] of [
          [0, 3],
          [3, 1],
          [4, 2],
        ] as const)
          await append(ANN, head, count);
        const firstVersions = async (after: number, limit: number) =>
          (await store.read(ANN, after, limit)).map(({ firstVersion }) => firstVersion);
        expect(await firstVersions(0, 2)).toEqual([1, 4]);
        expect(await firstVersions(4, 2)).toEqual([5]);
        expect(await firstVersions(1, 1)).toEqual([1]);
        expect(await firstVersions(6, 1)).toEqual([]);
      });

      it('finds commits by their first versions, in version order, each once', async () => {
        for (const head of [0, 2, 4]) await append(ANN, head, 2);
        await append('acme/bob', 0);
        const [first, second, third] = await store.read(ANN, 0);
        expect(await store.commitsAt(ANN, [5, 1, 5])).toEqual([first, third]);
        expect(await store.commitsAt(ANN, [2, 3, 99])).toEqual([second]);
        expect(await store.commitsAt(ANN, [])).toEqual([]);
        expect(await store.commitsAt('acme/nobody', [1])).toEqual([]);
      });

      it.each([
        ['one that is a prefix of the other', 'acme/ann', 'acme/ann2'],
        ['wildcards', 'acme/a_n', 'acme/abn'],
        ['case', 'acme/Ann', 'acme/ann'],
        ['characters of document ids and paths', 'acme/ann@1', 'acme/ann|1'],
        ['a dot in the name', 'acme.eu/ann', 'acmexeu/ann'],
      ])('keeps streams apart: %s', async (_, one, other) => {
        await append(one, 0, 2);
        expect(await versions(other)).toEqual([]);
        await append(other, 0);
        expect(await versions(one)).toEqual([1, 2]);
        expect((await store.unpublishedOf(other)).map((commit) => commit.stream)).toEqual([other]);
      });

      it('finds everything again over a new connection', async () => {
        await store.append(ANN, 0, newEvents(2), { commandId: 'c1', fingerprint: 'abc' });
        await append(ANN, 2);
        await store.savePositions([{ stream: ANN, firstVersion: 1, position: { partition: 3, offset: 7 } }]);
        const before = await store.read(ANN, 0);
        await store.close();
        store = await connect();
        expect(await store.read(ANN, 0)).toEqual(before);
        expect(await store.commitOf(ANN, 'c1')).toEqual(before[0]);
        expect((await store.unpublishedOf(ANN)).map((commit) => commit.firstVersion)).toEqual([3]);
      });
    });

    describe('events of a newer version of the software', () => {
      const unknown = (version: number, changesAccess: boolean): EventEnvelope =>
        envelope(version, { type: 'KeyPainted', changesAccess, data: { colour: 'red' } });

      it('are left out and counted when they may be passed over', async () => {
        await append(ANN, 0);
        await data().appendRaw({
          stream: ANN,
          firstVersion: 2,
          commandId: 'newer',
          envelopes: [envelope(2), unknown(3, false)],
        });
        const commits = await store.read(ANN, 0);
        expect(commits.map(({ firstVersion, lastVersion }) => [firstVersion, lastVersion])).toEqual([
          [1, 1],
          [2, 3],
        ]);
        expect(await versions(ANN)).toEqual([1, 2]);
        await expect(append(ANN, 2)).rejects.toThrow(VersionConflict);
        expect((await append(ANN, 3)).firstVersion).toBe(4);
      });

      it.each([
        ['an unknown type that changes access', unknown(2, true)],
        ['a newer schema that changes access', envelope(2, { schemaVersion: 99 })],
        ['data that do not fit', envelope(2, { data: { keyId: 7 } })],
        ['another stream’s event', envelope(2, { ownerId: 'acme/bob' })],
        ['another version than its place', envelope(5)],
        ['no envelope at all', { colour: 'red' }],
      ])('make the stream unreadable: %s', async (_, refused) => {
        await append(ANN, 0);
        await data().appendRaw({ stream: ANN, firstVersion: 2, commandId: 'newer', envelopes: [refused] });
        await expect(store.read(ANN, 0)).rejects.toThrow(UnreadableStream);
        await expect(store.commitOf(ANN, 'newer')).rejects.toThrow(UnreadableStream);
        await expect(store.read('acme/bob', 0)).resolves.toEqual([]);
      });

      it('are published as they are', async () => {
        const envelopes = [unknown(1, false), unknown(2, true)];
        await data().appendRaw({ stream: ANN, firstVersion: 1, commandId: 'newer', envelopes });
        expect((await store.unpublishedOf(ANN))[0]?.envelopes).toEqual(envelopes);
        expect((await store.readStored(ANN, 0))[0]?.envelopes).toEqual(envelopes);
      });
    });

    outboxContract({ store: () => store, append, envelope });
  });
}
