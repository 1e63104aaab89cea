import { describe, expect, it } from '@jest/globals';
import { type EventEnvelope, type OwnerId } from '#contracts';
import { type Commit, type EventStore } from '../event-store.js';
import { newEvent } from './sample-events.js';

const ANN = 'acme/ann';
const FAR_FUTURE = new Date('2999-01-01T00:00:00Z');

interface Suite {
  /** Of the test that runs; empty at its start. */
  readonly store: () => EventStore;
  readonly append: (stream: OwnerId, expectedVersion: number, count?: number) => Promise<Commit>;
  readonly envelope: (version: number, overrides?: Partial<EventEnvelope>) => EventEnvelope;
}

async function laterThanNow(): Promise<Date> {
  const now = Date.now();
  while (Date.now() === now) await new Promise(setImmediate);
  return new Date();
}

/** The part of the event store's contract that publishing builds on; run by `eventStoreContract`. */
export function outboxContract({ store, append, envelope }: Suite): void {
  describe('the outbox', () => {
    const at = (partition: number, offset: number) => ({ partition, offset });

    it('lists a stream’s commits without a position in version order, with what was stored', async () => {
      for (const head of [0, 1, 2]) await append(ANN, head);
      await store().savePositions([{ stream: ANN, firstVersion: 2, position: at(0, 5) }]);
      const unpublished = await store().unpublishedOf(ANN);
      expect(unpublished.map((commit) => commit.firstVersion)).toEqual([1, 3]);
      expect(unpublished[1]).toEqual({
        stream: ANN,
        firstVersion: 3,
        lastVersion: 3,
        envelopes: [envelope(3, { at: newEvent().at })],
        position: null,
      });
      expect((await store().readStored(ANN, 1)).map((commit) => commit.position)).toEqual([at(0, 5), null]);
    });

    it('keeps positions, and of two for one commit the first', async () => {
      await append(ANN, 0, 2);
      await append(ANN, 2);
      await store().savePositions([
        { stream: ANN, firstVersion: 1, position: at(4, 0) },
        { stream: ANN, firstVersion: 3, position: at(4, 9_007_199_254_740_991) },
      ]);
      await store().savePositions([{ stream: ANN, firstVersion: 1, position: at(4, 77) }]);
      expect((await store().read(ANN, 0)).map((commit) => commit.position)).toEqual([
        at(4, 0),
        at(4, 9_007_199_254_740_991),
      ]);
    });

    it('ignores a position of a commit that does not exist, and an empty list', async () => {
      await append(ANN, 0);
      await store().savePositions([{ stream: ANN, firstVersion: 9, position: at(0, 0) }]);
      await store().savePositions([]);
      expect(await store().countUnpublished()).toBe(1);
    });

    it('lists streams with unpublished commits, the one that waits longest first, up to the limit', async () => {
      for (const stream of ['acme/c', 'acme/a', 'acme/b']) {
        await append(stream, 0);
        await laterThanNow();
      }
      await append('acme/c', 1);
      expect(await store().streamsWithUnpublished(FAR_FUTURE, 10)).toEqual(['acme/c', 'acme/a', 'acme/b']);
      expect(await store().streamsWithUnpublished(FAR_FUTURE, 2)).toEqual(['acme/c', 'acme/a']);
      await store().savePositions([{ stream: 'acme/c', firstVersion: 1, position: at(0, 0) }]);
      expect(await store().streamsWithUnpublished(FAR_FUTURE, 10)).toEqual(['acme/a', 'acme/b', 'acme/c']);
    });

    it('leaves out what was appended at or after the given time', async () => {
      const before = new Date();
      await append(ANN, 0);
      expect(await store().streamsWithUnpublished(before, 10)).toEqual([]);
      expect(await store().streamsWithUnpublished(new Date(Date.now() + 1), 10)).toEqual([ANN]);
    });

    it('counts commits without a position', async () => {
      expect(await store().countUnpublished()).toBe(0);
      await append(ANN, 0, 3);
      await append('acme/bob', 0);
      expect(await store().countUnpublished()).toBe(2);
      await store().savePositions([{ stream: ANN, firstVersion: 1, position: at(1, 3) }]);
      expect(await store().countUnpublished()).toBe(1);
      expect(await store().streamsWithUnpublished(FAR_FUTURE, 10)).toEqual(['acme/bob']);
    });

    it('tells when the oldest commit without a position was appended, whichever stream it is of', async () => {
      const appendedBetween = async (stream: OwnerId): Promise<readonly [from: Date, to: Date]> => {
        const from = await laterThanNow();
        await append(stream, 0);
        return [from, new Date()];
      };
      const expectOldest = async ([from, to]: readonly [Date, Date]): Promise<void> => {
        const oldest = (await store().oldestUnpublished())?.getTime();
        expect(oldest).toBeGreaterThanOrEqual(from.getTime());
        expect(oldest).toBeLessThanOrEqual(to.getTime());
      };
      expect(await store().oldestUnpublished()).toBeNull();
      const bob = await appendedBetween('acme/bob');
      const ann = await appendedBetween(ANN);
      await expectOldest(bob);
      await store().savePositions([{ stream: 'acme/bob', firstVersion: 1, position: at(1, 3) }]);
      await expectOldest(ann);
      await store().savePositions([{ stream: ANN, firstVersion: 1, position: at(0, 1) }]);
      expect(await store().oldestUnpublished()).toBeNull();
    });
  });

  describe('streams of an organisation', () => {
    it('come page by page, each once, in the order of their names, and nobody else’s', async () => {
      for (const stream of [
        'acme/b',
        'acme/C',
        'acme/a%2Bb',
        'acme/a',
        'acme/~z',
        'acme.eu/x',
        'acme|x/y',
        'acmf/a',
        'acm/z',
      ])
        await append(stream, 0);
      for (let version = 1; version < 4; version++) await append('acme/a', version);
      expect(await store().streamsOfOrg('acme', null, 10)).toEqual([
        'acme/C',
        'acme/a',
        'acme/a%2Bb',
        'acme/b',
        'acme/~z',
      ]);
      expect(await store().streamsOfOrg('acme', null, 2)).toEqual(['acme/C', 'acme/a']);
      expect(await store().streamsOfOrg('acme', 'acme/a', 2)).toEqual(['acme/a%2Bb', 'acme/b']);
      expect(await store().streamsOfOrg('acme', 'acme/~z', 2)).toEqual([]);
      expect(await store().streamsOfOrg('nobody', null, 2)).toEqual([]);
    });
  });

  describe('streams by the time of their commits', () => {
    it('come page by page, each once, in the order of their names', async () => {
      for (const stream of ['acme/b', 'acme/C', 'acme/a', 'acme/d']) await append(stream, 0);
      await append('acme/a', 1);
      expect(await store().streamsSince(new Date(0), null, 10)).toEqual(['acme/C', 'acme/a', 'acme/b', 'acme/d']);
      expect(await store().streamsSince(new Date(0), null, 3)).toEqual(['acme/C', 'acme/a', 'acme/b']);
      expect(await store().streamsSince(new Date(0), 'acme/b', 3)).toEqual(['acme/d']);
      expect(await store().streamsSince(new Date(0), 'acme/d', 3)).toEqual([]);
    });

    it('are those with a commit at or after the time, published or not, whatever else they hold', async () => {
      for (const stream of ['acme/a', 'acme/b', 'acme/c']) await append(stream, 0);
      const at = await laterThanNow();
      await append('acme/b', 1);
      await append('acme/new', 0);
      await store().savePositions([{ stream: 'acme/b', firstVersion: 2, position: { partition: 0, offset: 4 } }]);
      expect(await store().streamsSince(at, null, 10)).toEqual(['acme/b', 'acme/new']);
      expect(await store().streamsSince(new Date(Date.now() + 60_000), null, 10)).toEqual([]);
    });
  });
}
