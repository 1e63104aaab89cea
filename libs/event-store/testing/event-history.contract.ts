import { beforeEach, describe, expect, it } from '@jest/globals';
import { type EventEnvelope, type OwnerId } from '#contracts';
import { type DataUnderTest, underTest } from '../../../test/kit/under-test.js';
import { type EventHistory, type PastCommit } from '../event-history.js';
import { type EventStore, VersionConflict } from '../event-store.js';
import { newEvents } from './sample-events.js';

type Store = EventStore & EventHistory;

const AT = new Date('2026-01-01T00:00:00.000Z');
const [ANN, BOB] = ['acme/ann', 'acme/bob'] as const;

function past(stream: OwnerId, firstVersion: number, count = 1): PastCommit & { readonly position: null } {
  const envelopes = Array.from({ length: count }, (_, index): EventEnvelope => ({
    type: 'KeyLent',
    schemaVersion: 7,
    changesAccess: true,
    ownerId: stream,
    version: firstVersion + index,
    at: AT.toISOString(),
    by: `user:${stream}`,
    data: { keyId: 'k1', nested: { z: 1, a: ['é', null, 1.5] } },
  }));
  return {
    stream,
    firstVersion,
    commandId: `${stream}-${String(firstVersion)}`,
    fingerprint: `f${String(firstVersion)}`,
    appendedAt: AT,
    envelopes,
    position: null,
  };
}

const all = async (store: Store): Promise<readonly PastCommit[]> => {
  const commits: PastCommit[] = [];
  for await (const commit of store.commits()) commits.push(commit);
  return commits;
};

/** Everything the EventHistory port promises. Every adapter runs all of it. */
export function eventHistoryContract(name: string, open: () => Promise<DataUnderTest<Store>>): void {
  describe(`event history: ${name}`, () => {
    const here = underTest(open);
    const elsewhere = underTest(open);
    let store: Store;

    beforeEach(async () => {
      store = await here.connect();
    });

    it('is empty in an empty store', async () => {
      expect(await all(store)).toEqual([]);
      await store.addPast([]);
      expect(await all(store)).toEqual([]);
    });

    it('gives commits stream by stream, each in version order, with all that belongs to them', async () => {
      await store.append(BOB, 0, newEvents(1), { commandId: 'b1' });
      await store.append(ANN, 0, newEvents(2), { commandId: 'a1', fingerprint: 'f' });
      await store.append(BOB, 1, newEvents(1), { commandId: 'b2' });
      await store.append(ANN, 2, newEvents(1), { commandId: 'a2' });
      const found = await all(store);
      expect(found.map(({ stream, firstVersion, commandId }) => [stream, firstVersion, commandId])).toEqual([
        [ANN, 1, 'a1'],
        [ANN, 3, 'a2'],
        [BOB, 1, 'b1'],
        [BOB, 2, 'b2'],
      ]);
      expect(found[0]).toMatchObject({ fingerprint: 'f', envelopes: (await store.readStored(ANN, 0))[0]?.envelopes });
      expect(Math.abs((found[0]?.appendedAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    });

    it('that was carried into another store is the same there, events that this version does not know included', async () => {
      await store.append(BOB, 0, newEvents(3), { commandId: 'b1' });
      await store.addPast([past(ANN, 1, 2), past(ANN, 3), past('acme/carl', 1)]);
      const other = await elsewhere.connect();
      await other.addPast((await all(store)).map((commit) => ({ ...commit, position: null })));
      expect(await all(other)).toEqual(await all(store));
      expect(await other.readStored(ANN, 0)).toEqual(await store.readStored(ANN, 0));
      expect(await other.commitOf(BOB, 'b1')).toEqual(await store.commitOf(BOB, 'b1'));
    });

    it('that was added is what the store goes on from', async () => {
      await store.addPast([past(ANN, 1, 2)]);
      expect(await store.streamsSince(AT, null, 9)).toEqual([ANN]);
      expect(await store.streamsOfOrg('acme', null, 9)).toEqual([ANN]);
      expect(await store.streamOf(`${ANN}-1`)).toBe(ANN);
      await expect(store.append(ANN, 0, newEvents(1), { commandId: 'new' })).rejects.toThrow(VersionConflict);
      expect(await store.append(ANN, 2, newEvents(1), { commandId: 'new' })).toMatchObject({ firstVersion: 3 });
    });

    it('is published already where it has a position, and waits to be where it has none', async () => {
      const position = { partition: 3, offset: 42 };
      await store.addPast([{ ...past(ANN, 1), position }, past(BOB, 1)]);
      expect((await store.readStored(ANN, 0))[0]?.position).toEqual(position);
      expect(await store.countUnpublished()).toBe(1);
      expect(await store.oldestUnpublished()).toEqual(AT);
      expect((await store.unpublishedOf(BOB)).map(({ firstVersion }) => firstVersion)).toEqual([1]);
    });

    it.each<[string, readonly PastCommit[]]>([
      ['leaves a version out', [past(ANN, 1), past(ANN, 3)]],
      ['comes a second time', [past(ANN, 1), past(ANN, 1)]],
      ['does not begin with the first version', [past(ANN, 2)]],
    ])('is refused where it %s', async (_, commits) => {
      await expect(store.addPast(commits.map((commit) => ({ ...commit, position: null })))).rejects.toThrow(
        VersionConflict,
      );
      const written = await all(store);
      expect(written).toEqual(
        commits.slice(0, written.length).map(({ stream, firstVersion, envelopes, ...rest }) => ({
          stream,
          firstVersion,
          envelopes,
          commandId: rest.commandId,
          fingerprint: rest.fingerprint,
          appendedAt: rest.appendedAt,
        })),
      );
      expect(written.length).toBeLessThan(commits.length);
    });
  });
}
