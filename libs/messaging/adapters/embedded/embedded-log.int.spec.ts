import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type IncomingRecord, TOPICS } from '#contracts';
import { openDatabase } from '#sqlite';
import { RebuildNeeded } from '../../subscriber.js';
import { Gate, Inbox } from '../../testing/inbox.js';
import { message, messages, keysAndValues } from '../../testing/stage.js';
import { EmbeddedLog } from './embedded-log.js';

const HOUR_MS = 3_600_000;
const KEY_EVENTS = TOPICS.keyEvents.name;
const VERIFIERS = TOPICS.verifiers.name;

describe('the embedded log', () => {
  let folder: string;
  let log: EmbeddedLog;
  let now: Date;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyward-log-'));
    now = new Date('2026-01-01T00:00:00Z');
    log = open();
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  function open(options: Partial<Parameters<typeof EmbeddedLog.open>[0]> = {}): EmbeddedLog {
    return EmbeddedLog.open({
      eventsPath: join(folder, 'events.db'),
      groupsPath: join(folder, 'groups.db'),
      now: () => now,
      backOff: { firstMs: 1, capMs: 4 },
      ...options,
    });
  }
  async function restart(): Promise<void> {
    await log.close();
    log = open();
  }
  async function heldBy(topic: string, count: number): Promise<string[]> {
    const inbox = new Inbox();
    const subscription = await log.subscriber.subscribe({ topic, mode: 'broadcast', after: {}, handle: inbox.handle });
    const records = await inbox.atLeast(count);
    await subscription.close();
    return keysAndValues(records);
  }
  const group = (inbox: Inbox) =>
    ({ topic: KEY_EVENTS, mode: 'group', group: 'g', onPermanent: 'park', handle: inbox.handle }) as const;

  it('a group that lingers handles together what comes in a steady trickle', async () => {
    await log.close();
    log = open({ groupLingerMs: 30 });
    const batches: string[][] = [];
    const all = new Promise<void>((resolve) => {
      const handle = (records: readonly IncomingRecord[]): Promise<void> => {
        const batch = keysAndValues(records);
        batches.push(batch);
        if (batch.includes('a:4')) resolve();
        return batch.includes('a:1')
          ? log.publisher.send(KEY_EVENTS, messages(['a', '2'])).then(goOn)
          : Promise.resolve();
      };
      void log.subscriber.subscribe({ topic: KEY_EVENTS, mode: 'group', group: 'g', onPermanent: 'park', handle });
    });
    const goOn = (): void => {
      void (async () => {
        for (const value of ['3', '4']) {
          await setImmediate();
          await log.publisher.send(KEY_EVENTS, messages(['a', value]));
        }
      })();
    };
    await log.publisher.send(KEY_EVENTS, messages(['a', '1']));
    await all;
    expect(batches).toEqual([['a:1'], ['a:2', 'a:3', 'a:4']]);
  });

  it('lives in memory when asked to', async () => {
    const inMemory = open({ eventsPath: ':memory:' });
    const inbox = new Inbox();
    await inMemory.subscriber.subscribe(group(inbox));
    await inMemory.publisher.send(KEY_EVENTS, messages(['a', '1']));
    expect(keysAndValues(await inbox.atLeast(1))).toEqual(['a:1']);
    await inMemory.close();
  });

  it('starts with an empty registry of replicas: `verifiers` ends with the process', async () => {
    await log.publisher.send(VERIFIERS, messages(['r1', 'joined'], ['r1', 'renewed']));
    expect(await heldBy(VERIFIERS, 2)).toEqual(['r1:joined', 'r1:renewed']);
    await restart();
    expect(await log.subscriber.endOf(VERIFIERS)).toEqual({});
    await expect(
      log.subscriber.subscribe({ topic: VERIFIERS, mode: 'broadcast', after: { 0: 1 }, handle: new Inbox().handle }),
    ).rejects.toThrow(RebuildNeeded);
    expect(await log.publisher.send(VERIFIERS, messages(['r2', 'joined']))).toEqual([{ partition: 0, offset: 0 }]);
  });

  it.each([TOPICS.keyUsage, TOPICS.verifiers])(
    'forgets what is older than the retention of $name, and refuses positions before it',
    async ({ name, retentionMs }) => {
      await log.publisher.send(name, messages(['k', 'old'], ['k', 'old too']));
      now = new Date(now.getTime() + retentionMs + HOUR_MS);
      await log.publisher.send(name, messages(['k', 'new']));

      expect(await heldBy(name, 1)).toEqual(['k:new']);
      expect(await log.subscriber.endOf(name)).toEqual({ 0: 2 });
      await expect(
        log.subscriber.subscribe({ topic: name, mode: 'broadcast', after: { 0: 0 }, handle: new Inbox().handle }),
      ).rejects.toThrow(RebuildNeeded);
      const inbox = new Inbox();
      await log.subscriber.subscribe({ topic: name, mode: 'broadcast', after: { 0: 1 }, handle: inbox.handle });
      expect(keysAndValues(await inbox.atLeast(1))).toEqual(['k:new']);
    },
  );

  describe('what waits for a group', () => {
    const USAGE = TOPICS.keyUsage.name;
    const MINUTE_MS = 60_000;
    const kilobytes = 'x'.repeat(1000);
    const handled = async (count: number) => {
      const inbox = new Inbox();
      const subscription = await log.subscriber.subscribe({
        topic: USAGE,
        mode: 'group',
        group: 'g',
        onPermanent: 'skip',
        handle: inbox.handle,
      });
      const records = count === 0 ? [] : await inbox.atLeast(count);
      await subscription.close();
      return keysAndValues(records);
    };

    it('of key-usage is kept for the minute after it was handled, and dropped then', async () => {
      await log.publisher.send(USAGE, messages(['k', '1'], ['k', '2']));
      expect(await handled(2)).toEqual(['k:1', 'k:2']);
      await log.publisher.send(USAGE, messages(['k', '3']));
      expect(await heldBy(USAGE, 3)).toEqual(['k:1', 'k:2', 'k:3']);
      now = new Date(now.getTime() + 2 * MINUTE_MS);
      await log.publisher.send(USAGE, messages(['k', '4']));
      expect(await heldBy(USAGE, 2)).toEqual(['k:3', 'k:4']);
      expect(await handled(2)).toEqual(['k:3', 'k:4']);
    });

    it('of key-usage is kept while the slowest group has not handled it', async () => {
      await log.publisher.send(USAGE, messages(['k', '1']));
      await handled(1);
      const slow = new Gate();
      const subscription = await log.subscriber.subscribe({
        topic: USAGE,
        mode: 'group',
        group: 'slow',
        onPermanent: 'skip',
        handle: (records) => (records[0]?.offset === 0 ? Promise.resolve() : slow.pass()),
      });
      await log.publisher.send(USAGE, messages(['k', '2']));
      await handled(1);
      now = new Date(now.getTime() + 2 * MINUTE_MS);
      await log.publisher.send(USAGE, messages(['k', '3']));
      expect(await heldBy(USAGE, 2)).toEqual(['k:2', 'k:3']);
      slow.open();
      await subscription.close();
    });

    it('is dropped, the oldest first, when it takes more than its bound, also what waited before a restart', async () => {
      const bounded = { topics: [{ ...TOPICS.keyUsage, maxWaitingBytes: 10_700 }] };
      await log.close();
      log = open(bounded);
      const numbered = (from: number, to: number) =>
        messages(...Array.from({ length: to - from }, (_, n) => ['k', `${String(from + n)} ${kilobytes}`] as const));
      const numbers = async (count: number) => (await heldBy(USAGE, count)).map((text) => text.slice(2, 4).trim());
      await log.publisher.send(USAGE, numbered(0, 6));
      expect(await numbers(6)).toEqual(['0', '1', '2', '3', '4', '5']);
      await log.close();
      log = open(bounded);
      await log.publisher.send(USAGE, numbered(6, 12));
      expect(await numbers(9)).toEqual(['3', '4', '5', '6', '7', '8', '9', '10', '11']);
      expect((await handled(9)).length).toBe(9);
      await log.publisher.send(USAGE, numbered(12, 15));
      expect(await numbers(3)).toEqual(['12', '13', '14']);
    });
  });

  it('hands over what waits in batches that are bounded in bytes', async () => {
    const large = 'x'.repeat(100_000);
    await log.publisher.send(KEY_EVENTS, messages(...['1', '2', '3', '4'].map((key) => [key, large] as const)));
    const sizes: number[] = [];
    const inbox = new Inbox();
    await log.subscriber.subscribe({
      ...group(inbox),
      handle: async (records) => {
        sizes.push(records.length);
        await inbox.handle(records);
      },
    });
    await inbox.atLeast(4);
    expect(sizes).toEqual([3, 1]);
  });

  it('keeps key-events for ever', async () => {
    await log.publisher.send(KEY_EVENTS, messages(['a', 'first']));
    now = new Date('2126-01-01T00:00:00Z');
    await log.publisher.send(KEY_EVENTS, messages(['a', 'last']));
    expect(await heldBy(KEY_EVENTS, 2)).toEqual(['a:first', 'a:last']);
  });

  it('overwrites an address that a tombstone erased', async () => {
    const { name } = TOPICS.ownerContacts;
    await log.publisher.send(name, messages(['acme/ann', 'ann@acme.example']));
    await log.publisher.send(name, [message('acme/ann', null)]);
    await log.close();
    expect(readFileSync(join(folder, 'events.db')).includes('ann@acme.example')).toBe(false);
  });

  it('starts every group at the beginning again when what remembers them was deleted', async () => {
    await log.publisher.send(KEY_EVENTS, messages(['a', '1'], ['a', '2']));
    const before = new Inbox();
    await log.subscriber.subscribe(group(before));
    await before.atLeast(2);
    await log.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `groups.db${suffix}`), { force: true });
    log = open();
    const after = new Inbox();
    await log.subscriber.subscribe(group(after));
    expect(keysAndValues(await after.atLeast(2))).toEqual(['a:1', 'a:2']);
  });

  it('refuses a group that has handled more than the log holds, instead of skipping what comes', async () => {
    await log.publisher.send(KEY_EVENTS, messages(['a', '1'], ['a', '2']));
    const inbox = new Inbox();
    const subscription = await log.subscriber.subscribe(group(inbox));
    await inbox.atLeast(2);
    await subscription.close();
    await log.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `events.db${suffix}`), { force: true });
    log = open();
    await expect(log.subscriber.subscribe(group(inbox))).rejects.toThrow('the log was lost or replaced');
  });

  it('writes sends of one turn of the event loop in one transaction', async () => {
    await log.publisher.send(KEY_EVENTS, messages(['a', '1']));
    const watcher = openDatabase(join(folder, 'events.db'), { durability: 'full' });
    const version = () => watcher.prepare('PRAGMA data_version').get();
    const held = () => watcher.prepare('SELECT count(*) AS records FROM "log key-events"').get();
    const sends = ['b', 'c', 'd'].map((key) => log.publisher.send(KEY_EVENTS, messages([key, '1'])));
    expect(held()).toEqual({ records: 1 });
    const before = version();
    await Promise.race(sends);
    expect(held()).toEqual({ records: 4 });
    expect(version()).not.toEqual(before);
    watcher.close();
  });

  it('rejects a send that cannot be written, and writes its neighbours', async () => {
    const unwritable = {
      key: 'b',
      headers: {},
      get value(): Buffer {
        throw new RangeError('unwritable');
      },
    };
    const [before, bad, after] = await Promise.allSettled(
      [messages(['a', '1']), [unwritable], messages(['c', '1'])].map((records) =>
        log.publisher.send(KEY_EVENTS, records),
      ),
    );
    expect(before).toEqual({ status: 'fulfilled', value: [{ partition: 0, offset: 0 }] });
    expect(bad).toEqual({ status: 'rejected', reason: new RangeError('unwritable') });
    expect(after).toEqual({ status: 'fulfilled', value: [{ partition: 0, offset: 1 }] });
    expect(await heldBy(KEY_EVENTS, 2)).toEqual(['a:1', 'c:1']);
  });

  it('writes what was sent before it is closed', async () => {
    const sent = log.publisher.send(KEY_EVENTS, messages(['a', '1']));
    await restart();
    expect(await sent).toEqual([{ partition: 0, offset: 0 }]);
    expect(await heldBy(KEY_EVENTS, 1)).toEqual(['a:1']);
  });

  it('does not end the process when nobody listens to `failed`', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const called = new Gate();
    const subscription = await log.subscriber.subscribe({
      topic: KEY_EVENTS,
      mode: 'broadcast',
      after: {},
      handle: () => {
        called.open();
        throw new TypeError('a bug');
      },
    });
    await log.publisher.send(KEY_EVENTS, messages(['a', '1']));
    await called.pass();
    await setImmediate();
    await setImmediate();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    await expect(subscription.failed).rejects.toThrow('a bug');
  });
});
