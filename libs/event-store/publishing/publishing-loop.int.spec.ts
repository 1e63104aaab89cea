import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OwnerId, REPUBLISHED_HEADER } from '#contracts';
import { eventually } from '../../../test/kit/eventually.js';
import { SqliteEventStore } from '../adapters/sqlite/sqlite-event-store.js';
import { type EventStore, UnreadableStream } from '../event-store.js';
import { type Fate, FlakyPublisher, MemoryTopic, versionIn } from '../../../test/kit/flaky-publisher.js';
import { overriding } from '../testing/overriding.js';
import { newEvents } from '../testing/sample-events.js';
import { PublishingStopped } from './retry-until-stopped.js';
import { PublishingLoop, type PublishingLoopOptions } from './publishing-loop.js';
import { type PublishingFailure } from './publishing-observer.js';

const ANN = 'acme/ann';
const BOB = 'acme/bob';

describe('the publishing loop', () => {
  let store: EventStore;
  let topic: MemoryTopic;
  let loops: PublishingLoop[];

  beforeEach(() => {
    store = SqliteEventStore.open(':memory:');
    topic = new MemoryTopic();
    loops = [];
  });
  afterEach(async () => {
    await Promise.all(loops.map((loop) => loop.close()));
    await store.close();
  });

  const loopOver = (publisher: FlakyPublisher, options: Partial<PublishingLoopOptions> = {}): PublishingLoop => {
    const loop = new PublishingLoop({
      store,
      publisher,
      backOff: { firstMs: 1, capMs: 5 },
      saveDelayMs: 5,
      sweepIntervalMs: 10,
      ...options,
    });
    loops.push(loop);
    return loop;
  };
  const append = (stream: OwnerId, head: number, count = 1) =>
    store.append(stream, head, newEvents(count), { commandId: `cmd-${String(head)}` });

  describe('order', () => {
    it('sends a commit only after the one before is acknowledged, however often that fails', async () => {
      for (const head of [0, 1, 2]) await append(ANN, head);
      const fates: readonly Fate[] = ['lost', 'answer-lost', 'lost', 'taken', 'answer-lost', 'taken', 'taken'];
      const publisher = new FlakyPublisher(topic, (nth) => fates[nth - 1] ?? 'taken');
      await loopOver(publisher).publish(ANN, 3);
      expect(publisher.sends.map((records) => records.map(versionIn))).toEqual([[1], [1], [1], [1], [2], [2], [3]]);
      expect(topic.versionsOf(ANN)).toEqual([1, 1, 2, 2, 3]);
    });

    it('holds for the first appearance of every version, with two loops on one store, failing sends, and commits that come in between', async () => {
      const streams = Array.from({ length: 12 }, (_, n) => `acme/user-${String(n)}`);
      const fate =
        (seed: number) =>
        (nth: number): Fate =>
          (['taken', 'lost', 'answer-lost', 'half-taken', 'taken'] as const)[(nth * 7 + seed * 3 + (nth >> 2)) % 5] ??
          'taken';
      const publishers = [new FlakyPublisher(topic, fate(0)), new FlakyPublisher(topic, fate(1))];
      const both = publishers.map((publisher) => loopOver(publisher, { sweepAgeMs: 0 }));
      for (const loop of both) loop.start();
      await Promise.all(
        streams.map(async (stream, n) => {
          for (let commit = 0, head = 0; commit < 8; commit++) {
            const { lastVersion } = await append(stream, head, 1 + ((n + commit) % 3));
            if ((commit + n) % 4 !== 0) await both[(commit + n) % 2]?.publish(stream, lastVersion);
            head = lastVersion;
          }
        }),
      );
      await eventually(async () => {
        expect(await store.countUnpublished()).toBe(0);
      });
      for (const stream of streams) {
        const head = (await store.read(stream, 0)).at(-1)?.lastVersion ?? 0;
        expect(topic.firstAppearancesOf(stream)).toEqual(Array.from({ length: head }, (_, n) => n + 1));
      }
      expect(publishers.map((publisher) => publisher.overlaps)).toEqual([0, 0]);
    });

    it('goes on in the other streams while one is refused', async () => {
      await append(ANN, 0);
      await append(BOB, 0);
      const publisher = new FlakyPublisher(topic, (_, records) =>
        records.some((record) => record.key === ANN) ? 'lost' : 'taken',
      );
      const loop = loopOver(publisher);
      const refused = loop.publish(ANN, 1);
      await loop.publish(BOB, 1);
      await append(BOB, 1);
      await loop.publish(BOB, 2);
      await Promise.all([expect(refused).rejects.toThrow(PublishingStopped), loop.close()]);
      expect(await store.unpublishedOf(ANN)).toHaveLength(1);
    });
  });

  describe('an answer', () => {
    it('is the position of the last record of the commit that holds the version', async () => {
      await append(ANN, 0, 3);
      await append(ANN, 3, 2);
      const loop = loopOver(new FlakyPublisher(topic));
      const positions = await Promise.all([loop.publish(ANN, 2), loop.publish(ANN, 5), loop.publish(ANN, 4)]);
      const positionOf = (version: number) => topic.records.find((record) => versionIn(record) === version)?.position;
      expect(positions).toEqual([positionOf(3), positionOf(5), positionOf(5)]);
      await loop.close();
      expect((await store.read(ANN, 0)).map((commit) => commit.position)).toEqual([positionOf(3), positionOf(5)]);
    });

    it('leaves before the position is written to the store', async () => {
      await append(ANN, 0);
      await loopOver(new FlakyPublisher(topic)).publish(ANN, 1);
      expect(await store.countUnpublished()).toBe(1);
      await eventually(async () => {
        expect(await store.countUnpublished()).toBe(0);
      });
    });

    it('is shared by all who ask for one stream, and nothing is sent twice', async () => {
      await append(ANN, 0);
      const publisher = new FlakyPublisher(topic);
      const loop = loopOver(publisher, { saveDelayMs: 1000 });
      const positions = await Promise.all(Array.from({ length: 20 }, () => loop.publish(ANN, 1)));
      positions.push(await loop.publish(ANN, 1));
      expect(new Set(positions.map((position) => position.offset)).size).toBe(1);
      expect(topic.versionsOf(ANN)).toEqual([1]);
    });

    it('needs no send for a commit that has a position', async () => {
      await append(ANN, 0);
      const first = loopOver(new FlakyPublisher(topic));
      const position = await first.publish(ANN, 1);
      await first.close();
      const publisher = new FlakyPublisher(topic);
      expect(await loopOver(publisher).publish(ANN, 1)).toEqual(position);
      expect(publisher.sends).toEqual([]);
    });

    it('is a RangeError for a version that the stream does not have', async () => {
      await append(ANN, 0);
      const loop = loopOver(new FlakyPublisher(topic));
      await expect(loop.publish(ANN, 2)).rejects.toThrow(RangeError);
      await expect(loop.publish(ANN, 0)).rejects.toThrow(RangeError);
      await expect(loop.publish(BOB, 1)).rejects.toThrow(RangeError);
    });

    it('is PublishingStopped, now and later, once those who wait are answered; what they wait for is sent all the same', async () => {
      await append(ANN, 0);
      let isBack = false;
      const loop = loopOver(new FlakyPublisher(topic, () => (isBack ? 'taken' : 'lost')));
      const waiting = loop.publish(ANN, 1);
      loop.answerWaiting();
      await expect(waiting).rejects.toThrow(PublishingStopped);
      await expect(loop.publish(ANN, 1)).rejects.toThrow(PublishingStopped);
      isBack = true;
      await eventually(() => {
        expect(topic.versionsOf(ANN)).toEqual([1]);
      });
    });

    it('of many streams asked for together takes one request', async () => {
      const streams = Array.from({ length: 40 }, (_, n) => `acme/user-${String(n)}`);
      await Promise.all(streams.map((stream) => append(stream, 0)));
      const publisher = new FlakyPublisher(topic);
      const loop = loopOver(publisher);
      const positions = await Promise.all(streams.map((stream) => loop.publish(stream, 1)));
      expect(publisher.sends).toHaveLength(1);
      expect(positions).toEqual(
        streams.map((stream) => topic.records.find((record) => record.key === stream)?.position),
      );
    });
  });

  describe('the sweep', () => {
    it('publishes at the start whatever is unpublished', async () => {
      for (const head of [0, 1]) await append(ANN, head);
      for (let n = 0; n < 1500; n++) void append(`acme/user-${String(n)}`, 0);
      await append(BOB, 0);
      loopOver(new FlakyPublisher(topic), { sweepIntervalMs: 60_000 }).start();
      await eventually(async () => {
        expect(await store.countUnpublished()).toBe(0);
      });
      expect(topic.versionsOf(ANN)).toEqual([1, 2]);
      expect(topic.records).toHaveLength(1503);
    });

    it('picks up what a handler left behind, once it is old enough', async () => {
      const loop = loopOver(new FlakyPublisher(topic), { sweepAgeMs: 200 });
      loop.start();
      await append(ANN, 0);
      const appended = performance.now();
      await eventually(async () => {
        expect(await store.countUnpublished()).toBe(0);
      });
      expect(topic.versionsOf(ANN)).toEqual([1]);
      expect(performance.now() - appended).toBeGreaterThan(150);
    });
  });

  describe('a store that fails for a while', () => {
    it('is asked again, and positions are not lost', async () => {
      const failing = { read: 3, 'save positions': 2 };
      const failFirst = <T>(step: keyof typeof failing, work: () => Promise<T>): Promise<T> =>
        failing[step]-- > 0 ? Promise.reject(new Error('no primary')) : work();
      const failures: PublishingFailure[] = [];
      await append(ANN, 0);
      const loop = loopOver(new FlakyPublisher(topic), {
        store: overriding(store, {
          unpublishedOf: (stream) => failFirst('read', () => store.unpublishedOf(stream)),
          savePositions: (positions) => failFirst('save positions', () => store.savePositions(positions)),
        }),
        observer: {
          failed: (failure) => {
            failures.push(failure);
          },
        },
      });
      await loop.publish(ANN, 1);
      expect(failures.map(({ step, stream, attempt }) => [step, stream, attempt])).toEqual([
        ['read', ANN, 1],
        ['read', ANN, 2],
        ['read', ANN, 3],
      ]);
      loop.start();
      await eventually(async () => {
        expect(await store.countUnpublished()).toBe(0);
      });
      expect(failures.filter(({ step }) => step === 'save positions').map(({ attempt }) => attempt)).toEqual([1, 2]);
      expect(topic.versionsOf(ANN)).toEqual([1]);
    });
  });

  describe('a stream that is not even envelopes', () => {
    it('is refused and reported, while the others are published', async () => {
      const broken = overriding(store, {
        unpublishedOf: (stream) =>
          stream === ANN
            ? Promise.reject(new UnreadableStream('no envelope of version 1'))
            : store.unpublishedOf(stream),
      });
      await append(ANN, 0);
      await append(BOB, 0);
      const stuck: OwnerId[] = [];
      const loop = loopOver(new FlakyPublisher(topic), {
        store: broken,
        observer: {
          stuck: (stream) => {
            stuck.push(stream);
          },
        },
      });
      await expect(loop.publish(ANN, 1)).rejects.toThrow(UnreadableStream);
      loop.start();
      await eventually(() => {
        expect(stuck).toContain(ANN);
      });
      await eventually(() => {
        expect(topic.versionsOf(BOB)).toEqual([1]);
      });
    });
  });

  describe('republishing a stream', () => {
    it('sends all its commits again from version 1, marked, and keeps their positions', async () => {
      await append(ANN, 0, 2);
      await append(ANN, 2);
      const loop = loopOver(new FlakyPublisher(topic));
      await loop.publish(ANN, 3);
      await eventually(async () => {
        expect(await store.countUnpublished()).toBe(0);
      });
      const before = await store.read(ANN, 0);
      await loop.republish(ANN);
      await loop.close();
      expect(topic.versionsOf(ANN)).toEqual([1, 2, 3, 1, 2, 3]);
      expect(topic.records.map((record) => record.headers[REPUBLISHED_HEADER])).toEqual([
        undefined,
        undefined,
        undefined,
        'true',
        'true',
        'true',
      ]);
      expect(await store.read(ANN, 0)).toEqual(before);
    });

    it('takes along what is appended meanwhile and never overlaps with publishing', async () => {
      for (const head of [0, 1, 2]) await append(ANN, head);
      const publisher = new FlakyPublisher(topic, (nth) => (nth % 2 === 0 ? 'answer-lost' : 'taken'));
      const loop = loopOver(publisher);
      const published = loop.publish(ANN, 3);
      const republished = loop.republish(ANN);
      await append(ANN, 3);
      await Promise.all([published, republished, loop.publish(ANN, 4)]);
      expect(topic.firstAppearancesOf(ANN)).toEqual([1, 2, 3, 4]);
      expect(publisher.overlaps).toBe(0);
    });
  });

  it('refuses work once it is closed', async () => {
    await append(ANN, 0);
    const loop = loopOver(new FlakyPublisher(topic));
    await loop.close();
    await expect(loop.publish(ANN, 1)).rejects.toThrow(PublishingStopped);
    await expect(loop.republish(ANN)).rejects.toThrow(PublishingStopped);
  });
});
