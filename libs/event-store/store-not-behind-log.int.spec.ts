import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeStoredEvent, type OwnerId, TOPICS } from '#contracts';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { CountingSubscriber } from '../../test/kit/counting-subscriber.js';
import { StartRefused } from '#env';
import { SqliteEventStore } from './adapters/sqlite/sqlite-event-store.js';
import { type EventStore } from './event-store.js';
import { PublishingLoop } from './publishing/publishing-loop.js';
import { newEvents } from './testing/sample-events.js';
import { requireStoreNotBehindLog } from './store-not-behind-log.js';

const ANN = 'acme/ann';

describe('a store that is to be written to', () => {
  let log: EmbeddedLog;
  let store: EventStore;
  let backup: EventStore;
  let loops: PublishingLoop[];

  beforeEach(() => {
    log = EmbeddedLog.open({ eventsPath: ':memory:' });
    store = SqliteEventStore.open(':memory:');
    backup = SqliteEventStore.open(':memory:');
    loops = [];
  });
  afterEach(async () => {
    await Promise.all(loops.map((loop) => loop.close()));
    await log.close();
    await Promise.all([store.close(), backup.close()]);
  });

  const append = (to: EventStore, head: number, count = 1, stream: OwnerId = ANN) =>
    to.append(stream, head, newEvents(count), { commandId: `c${String(head)}` });
  const publishAll = async (): Promise<void> => {
    const loop = new PublishingLoop({ store, publisher: log.publisher, saveDelayMs: 1 });
    loops.push(loop);
    for (const stream of await store.streamsWithUnpublished(new Date(Date.now() + 1000), 100))
      await loop.publish(stream, (await store.unpublishedOf(stream)).at(-1)?.lastVersion ?? 0);
  };
  const required = (of: EventStore) => requireStoreNotBehindLog({ store: of, subscriber: log.subscriber });

  it('may be empty with an empty log', async () => {
    await required(store);
  });

  it('holds the last record of the log', async () => {
    await append(store, 0, 2);
    await append(store, 2, 3);
    await publishAll();
    await required(store);
  });

  it('may hold what is not published yet', async () => {
    await append(store, 0);
    await publishAll();
    await append(store, 1);
    await required(store);
  });

  it.each([
    ['the last commits', 1, '1'],
    ['the owner', 0, '0'],
  ])('is refused when %s of the log are not in it, with what is missing and what to do', async (_, kept, inStore) => {
    await append(store, 0);
    await append(store, 1, 2);
    await publishAll();
    if (kept > 0) await append(backup, 0);
    const refusal: unknown = await required(backup).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartRefused);
    expect(String(refusal)).toContain(`key-events holds acme/ann at version 3, the store at version ${inStore}.`);
    expect(String(refusal)).toContain('docs/operations.md');
  });

  it('is read as any other when the last record is one that this version cannot read', async () => {
    await append(store, 0);
    await publishAll();
    const envelope = {
      type: 'KeyLent',
      schemaVersion: 1,
      changesAccess: true,
      ownerId: ANN,
      version: 2,
      at: '2026-01-01T00:00:00.000Z',
      by: 'user:acme/ann',
      data: {},
    } as const;
    await log.publisher.send(TOPICS.keyEvents.name, [encodeStoredEvent(envelope)]);
    await expect(required(store)).rejects.toThrow('acme/ann at version 2, the store at version 1.');
  });

  it('is not judged by a record that names no version', async () => {
    await append(store, 0);
    await publishAll();
    await log.publisher.send(TOPICS.keyEvents.name, [{ key: ANN, headers: {}, value: Buffer.from('foreign') }]);
    await required(store);
  });

  it('costs one record of each partition, however long the log is', async () => {
    await append(store, 0, 2000);
    await publishAll();
    const counting = new CountingSubscriber(log.subscriber);
    await requireStoreNotBehindLog({ store, subscriber: counting });
    expect(counting.read).toBe(1);
  });

  it('is not taken for whole when the log does not answer', async () => {
    await append(store, 0);
    await publishAll();
    const silent = {
      endOf: (topic: string) => log.subscriber.endOf(topic),
      subscribe: () => new Promise<never>(() => undefined),
    };
    await expect(requireStoreNotBehindLog({ store, subscriber: silent, stallMs: 5 })).rejects.toThrow(
      'key-events handed over nothing for 5 ms',
    );
  });
});
