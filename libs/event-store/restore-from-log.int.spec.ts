import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeStoredEvent, type IncomingRecord, type OwnerId, TOPICS } from '#contracts';
import { type RecordsHandler, type Subscriber } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { SqliteEventStore } from './adapters/sqlite/sqlite-event-store.js';
import { PublishingLoop } from './publishing/publishing-loop.js';
import { restoreFromLog, type RestoreFromLogParts } from './restore-from-log.js';
import { requireStoreNotBehindLog } from './store-not-behind-log.js';
import { newEvent, newEvents } from './testing/sample-events.js';

const [ANN, BOB] = ['acme/ann', 'acme/bob'] as const;

describe('a store that is behind its log', () => {
  let log: EmbeddedLog;
  let store: SqliteEventStore;
  let backup: SqliteEventStore;
  let publishing: PublishingLoop;

  beforeEach(() => {
    log = EmbeddedLog.open({ eventsPath: ':memory:' });
    store = SqliteEventStore.open(':memory:');
    backup = SqliteEventStore.open(':memory:');
    publishing = new PublishingLoop({ store, publisher: log.publisher, saveDelayMs: 1 });
  });
  afterEach(async () => {
    await publishing.close();
    await log.close();
    await Promise.all([store.close(), backup.close()]);
  });

  /** In the store and on the log, and in the backup if it is older than the backup. */
  async function happens(stream: OwnerId, head: number, { count = 1, backedUp = false } = {}): Promise<void> {
    const commandId = `${stream}-${String(head)}`;
    await store.append(stream, head, newEvents(count), { commandId });
    await publishing.publish(stream, head + count);
    if (backedUp) await backup.append(stream, head, newEvents(count), { commandId });
  }
  const restore = () => restoreFromLog({ store: backup, subscriber: log.subscriber });
  const envelopesIn = async (from: SqliteEventStore, stream: OwnerId) =>
    (await from.readStored(stream, 0)).flatMap(({ envelopes }) => envelopes);

  it('gets back every event that it lacks, once, and may be written to then', async () => {
    await happens(ANN, 0, { count: 2, backedUp: true });
    await happens(ANN, 2, { count: 3 });
    await happens(BOB, 0);
    await happens(ANN, 5);
    await publishing.republish(ANN);
    await expect(requireStoreNotBehindLog({ store: backup, subscriber: log.subscriber })).rejects.toThrow('is behind');
    expect(await restore()).toMatchObject({ owners: 2, restored: 5, restoredOwners: 2 });
    for (const stream of [ANN, BOB])
      expect(await envelopesIn(backup, stream)).toEqual(await envelopesIn(store, stream));
    await requireStoreNotBehindLog({ store: backup, subscriber: log.subscriber });
    expect((await backup.readStored(ANN, 2)).every(({ position }) => position !== null)).toBe(true);
    await backup.append(ANN, 6, newEvents(1), { commandId: 'after' });
    expect(await restore()).toMatchObject({ restored: 0 });
  });

  it('may have been filled from an export: it gets back the rest, and then publishes what the export held once more', async () => {
    await happens(ANN, 0, { count: 2, backedUp: true });
    await happens(BOB, 0, { backedUp: true });
    await happens(ANN, 2);
    const filled = SqliteEventStore.open(':memory:');
    for await (const commit of backup.commits()) await filled.addPast([{ ...commit, position: null }]);
    expect(await restoreFromLog({ store: filled, subscriber: log.subscriber })).toMatchObject({ restored: 1 });
    const again = new PublishingLoop({ store: filled, publisher: log.publisher, saveDelayMs: 1 });
    for (const [stream, head] of [
      [ANN, 3],
      [BOB, 1],
    ] as const) {
      await again.publish(stream, head);
      expect(await envelopesIn(filled, stream)).toEqual(await envelopesIn(store, stream));
    }
    await again.close();
    expect(await filled.countUnpublished()).toBe(0);
    await requireStoreNotBehindLog({ store: filled, subscriber: log.subscriber });
    await filled.close();
  });

  it('keeps what it holds beyond the log', async () => {
    await happens(ANN, 0, { backedUp: true });
    await happens(BOB, 0);
    await backup.append(ANN, 1, newEvents(1), { commandId: 'not published' });
    expect(await restore()).toMatchObject({ restored: 1 });
    expect(await envelopesIn(backup, ANN)).toHaveLength(2);
  });

  it('is left alone when one of its events is another than the log’s', async () => {
    await happens(BOB, 0);
    await happens(ANN, 0);
    await backup.append(ANN, 0, [{ ...newEvent(), by: 'user:acme/mallory' }], { commandId: 'other' });
    await expect(restore()).rejects.toThrow(/hold another acme\/ann at version 1.* Nothing was changed/);
    expect(await envelopesIn(backup, BOB)).toEqual([]);
  });

  it('is left alone when the log lacks a version', async () => {
    await happens(BOB, 0);
    const [first, , third] = lent();
    for (const record of [first, third]) if (record) await log.publisher.send(TOPICS.keyEvents.name, [record]);
    await expect(restore()).rejects.toThrow(/acme\/ann at version 3 and lacks the one before.* Nothing was changed/);
    expect(await envelopesIn(backup, BOB)).toEqual([]);
  });

  /** An event of a kind that is not known here. */
  const lentTo = (ownerId: OwnerId, version: number) =>
    encodeStoredEvent({
      type: 'KeyLent',
      schemaVersion: 1,
      changesAccess: true,
      ownerId,
      version,
      at: '2026-01-01T00:00:00.000Z',
      by: 'user:acme/ann',
      data: { z: 1, a: { y: null } },
    });
  const lent = () => [1, 2, 3].map((version) => lentTo(ANN, version));

  /** The log, and what is done each time before it is read from the start. */
  const readingOf = (
    beforeReading: (nth: number) => Promise<void> | void,
    seen: (records: readonly IncomingRecord[]) => void = () => undefined,
  ): Pick<Subscriber, 'endOf' | 'subscribe'> => {
    let readings = 0;
    return {
      endOf: (topic) => log.subscriber.endOf(topic),
      subscribe: async (options) => {
        await beforeReading((readings += 1));
        const handle: RecordsHandler = (records) => {
          seen(records);
          return options.handle(records);
        };
        return log.subscriber.subscribe({ ...options, handle });
      },
    };
  };

  it('gets back any number of events, and no more of them are held than the log hands over at once', async () => {
    const owners = Array.from({ length: 700 }, (_, n) => `acme/${String(n)}`);
    for (const version of [1, 2, 3, 4])
      await log.publisher.send(
        TOPICS.keyEvents.name,
        owners.map((ownerId) => lentTo(ownerId, version)),
      );
    let handedOver = 0;
    let written = 0;
    const [held, atOnce, deliveries] = [[0], [0], [0]];
    const subscriber = readingOf(
      () => {
        handedOver = 0;
      },
      ({ length }) => {
        handedOver += length;
        deliveries.push(length);
      },
    );
    const counted: RestoreFromLogParts['store'] = {
      readStored: (stream, afterVersion) => backup.readStored(stream, afterVersion),
      addPast: async (commits) => {
        held.push(handedOver - written);
        atOnce.push(commits.length);
        await backup.addPast(commits);
        written += commits.length;
      },
    };
    expect(await restoreFromLog({ store: counted, subscriber })).toMatchObject({ restored: 2800, restoredOwners: 700 });
    expect(Math.max(...deliveries)).toBeLessThanOrEqual(1000);
    expect(Math.max(...held)).toBeLessThanOrEqual(Math.max(...deliveries));
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(500);
  });

  it('gets back what was compared; what came onto the log meanwhile is left to the next run', async () => {
    await happens(ANN, 0, { backedUp: true });
    await happens(ANN, 1);
    const subscriber = readingOf(async (nth) => {
      if (nth !== 2) return;
      await publishing.republish(ANN);
      await happens(ANN, 2);
      await happens(BOB, 0);
    });
    await expect(restoreFromLog({ store: backup, subscriber })).rejects.toThrow(/key-events has grown .* again/);
    expect([await envelopesIn(backup, ANN), await envelopesIn(backup, BOB)]).toMatchObject([{ length: 2 }, []]);
    expect(await restore()).toMatchObject({ restored: 2, restoredOwners: 2 });
  });

  it('does not mind what is republished meanwhile', async () => {
    await happens(ANN, 0, { count: 2 });
    const subscriber = readingOf((nth) => (nth === 2 ? publishing.republish(ANN).then(() => undefined) : undefined));
    expect(await restoreFromLog({ store: backup, subscriber })).toMatchObject({ restored: 2 });
  });

  it('is left alone when the log itself holds two events at a version that the store lacks', async () => {
    const [, second] = lent();
    for (const record of lent()) await log.publisher.send(TOPICS.keyEvents.name, [record]);
    if (second) await log.publisher.send(TOPICS.keyEvents.name, [{ ...second, value: Buffer.from('{"z":2}') }]);
    await expect(restore()).rejects.toThrow(/hold another acme\/ann at version 2.* Nothing was changed/);
    expect(await envelopesIn(backup, ANN)).toEqual([]);
  });

  it('gets back what this version cannot read, as it was stored', async () => {
    for (const record of lent()) await log.publisher.send(TOPICS.keyEvents.name, [record]);
    expect(await restore()).toMatchObject({ restored: 3 });
    expect((await envelopesIn(backup, ANN)).map(({ type, version, data }) => [type, version, data])).toEqual(
      [1, 2, 3].map((version) => ['KeyLent', version, { z: 1, a: { y: null } }]),
    );
  });
});
