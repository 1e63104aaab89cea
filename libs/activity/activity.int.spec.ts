import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  deadLetterTopic,
  encodeKeyEvent,
  type KeyringEvent,
  type OutgoingRecord,
  REPUBLISHED_HEADER,
  TOPICS,
} from '#contracts';
import { openDatabase } from '#sqlite';
import { eventually } from '../../test/kit/eventually.js';
import { ACTIVITY_GROUPS } from './application/activity-groups.js';
import { UsageCounter } from './counting/usage-counter.js';
import { type UsageObserver } from './counting/usage-observer.js';
import { keyCreated } from './domain/testing/given-events.js';
import { HOUR_MS } from './domain/time.js';
import { type ActivityStore } from './ports/activity-store.js';
import { ActivityProcess, type ActivityProcessOptions, MovableClock } from './testing/activity-process.js';
import { ClientTruth, storedMinutes, storedTotal } from './testing/client-truth.js';
import { fates, FlakyPublisher } from '../../test/kit/flaky-publisher.js';
import { count, usageOnLog } from './testing/samples.js';
import { nthUse, use } from './testing/uses.js';

const START = Date.parse('2026-01-05T09:00:00Z');
const UNOBSERVED: UsageObserver = {
  sent: () => undefined,
  failed: () => undefined,
  imprecise: () => undefined,
  lost: () => undefined,
};
const USAGE = TOPICS.keyUsage.name;

let folder: string;
let running: ActivityProcess[];
let truth: ClientTruth;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-activity-'));
  running = [];
  truth = new ClientTruth();
});
afterEach(async () => {
  await Promise.all(running.map((process) => process.close()));
  rmSync(folder, { recursive: true });
});

async function start(options: ActivityProcessOptions = {}): Promise<ActivityProcess> {
  const process = await ActivityProcess.start(options);
  running.push(process);
  return process;
}

async function stop(process: ActivityProcess): Promise<void> {
  await process.close();
  running = running.filter((other) => other !== process);
}

/** As in a folder of a version that kept them in `derived.db`, once that is deleted. */
function forgetOffsets(): void {
  const database = openDatabase(join(folder, 'activity.db'), { durability: 'normal' });
  database.exec('DELETE FROM group_offset');
  database.close();
}

/** Requests `from` to `to`, counted in the process and by its clients. */
function countUses(counter: UsageCounter, from: number, to: number, spreadMs = 3 * HOUR_MS): void {
  for (let n = from; n < to; n++) {
    const each = nthUse(n, START, spreadMs);
    counter.count(each);
    truth.add(each);
  }
}

async function flushed(counter: UsageCounter): Promise<void> {
  await eventually(() => counter.flush());
}

async function expectTruth({ store }: ActivityProcess): Promise<void> {
  await eventually(
    async () => {
      expect(await storedTotal(store, truth)).toBe(truth.total);
    },
    { timeout: 30_000 },
  );
  expect(await storedMinutes(store, truth)).toEqual(truth.minutes());
}

describe('counting, compared with what the clients know', () => {
  it('is exact when sends are lost, taken by half, or taken without an answer, over two counters and their restarts', async () => {
    const process = await start();
    const publishers = [
      new FlakyPublisher(process.log.publisher, fates(0)),
      new FlakyPublisher(process.log.publisher, fates(1)),
    ];
    let sent = 0;
    for (let life = 0; life < 3; life++) {
      await Promise.all(
        publishers.map(async (publisher) => {
          const counter = new UsageCounter({ publisher, observer: UNOBSERVED, intervalMs: 5 });
          counter.start();
          for (let flush = 0; flush < 6; flush++, sent += 150) {
            countUses(counter, sent, sent + 150);
            await (flush % 2 === 0 ? flushed(counter) : counter.flush().catch(() => undefined));
          }
          await counter.close();
        }),
      );
    }
    expect(publishers.some(({ sends, taken }) => taken.length > 0 && sends.flat().length > taken.length)).toBe(true);
    await expectTruth(process);
  });

  it('is exact when all that was ever sent comes again, in whatever mixture', async () => {
    const process = await start();
    const publisher = new FlakyPublisher(process.log.publisher);
    const counter = new UsageCounter({ publisher, observer: UNOBSERVED });
    for (let n = 0; n < 2000; n += 200) {
      countUses(counter, n, n + 200);
      await counter.flush();
    }
    await process.log.publisher.send(USAGE, publisher.taken);
    await process.log.publisher.send(USAGE, publisher.taken.toReversed());
    await sentinel(process);
    await expectTruth(process);
  });

  it('is exact when batches are handled again, because the process stopped between the store and the offset', async () => {
    const halfDone = (store: ActivityStore): ActivityStore => {
      let calls = 0;
      const addUsage: ActivityStore['addUsage'] = async (usages) => {
        calls += 1;
        if (calls % 3 === 1) await store.addUsage(usages.slice(0, Math.ceil(usages.length / 2)));
        if (calls % 3 !== 1) await store.addUsage(usages);
        if (calls % 3 !== 0) throw new Error('the answer is lost');
      };
      return new Proxy(store, {
        get: (target, name): unknown => (name === 'addUsage' ? addUsage : Reflect.get(target, name)),
      });
    };
    const process = await start({ between: halfDone });
    const counter = new UsageCounter({ publisher: process.log.publisher, observer: UNOBSERVED });
    for (let n = 0; n < 2000; n += 100) {
      countUses(counter, n, n + 100);
      await counter.flush();
    }
    await expectTruth(process);
  });

  it('is exact when it is lost how far the consumers were', async () => {
    const first = await start({ folder });
    const counter = new UsageCounter({ publisher: first.log.publisher, observer: UNOBSERVED });
    for (let n = 0; n < 1000; n += 100) {
      countUses(counter, n, n + 100);
      await counter.flush();
    }
    await expectTruth(first);
    await stop(first);
    forgetOffsets();
    const second = await start({ folder });
    await sentinel(second);
    await expectTruth(second);
  });

  it('is exact for 1,000,000 requests of 4 counters, sent over a bad connection, and sent again as a whole', async () => {
    const process = await start();
    const counters = [0, 1, 2, 3].map((seed) => {
      const publisher = new FlakyPublisher(process.log.publisher, fates(seed));
      return { publisher, counter: new UsageCounter({ publisher, observer: UNOBSERVED }) };
    });
    for (let n = 0; n < 1_000_000; n += 12_500) {
      const each = counters[(n / 12_500) % 4];
      if (each === undefined) continue;
      countUses(each.counter, n, n + 12_500, 5 * 60_000);
      await each.counter.flush().catch(() => undefined);
    }
    for (const { counter } of counters) await flushed(counter);
    for (const { publisher } of counters) await process.log.publisher.send(USAGE, publisher.taken);
    await sentinel(process);
    expect(truth.total).toBe(1_000_000);
    await expectTruth(process);
  }, 60_000);
});

describe('a use', () => {
  it('is visible at most 2 seconds after the request', async () => {
    const process = await start();
    const counter = new UsageCounter({ publisher: process.log.publisher, observer: UNOBSERVED });
    counter.start();
    const usedAt = performance.now();
    counter.count(use());
    await eventually(async () => {
      expect(await process.store.lastUses([{ keyId: 'k1', credentialIds: [] }])).toHaveLength(1);
    });
    expect(performance.now() - usedAt).toBeLessThan(2000);
    await counter.close();
  });

  it('that is reported late goes to its own minute; one of an hour that is not kept any more is left out', async () => {
    const clock = new MovableClock(new Date('2026-02-05T09:30:00Z'));
    const process = await start({ clock });
    await send(
      process,
      { hour: '2026-01-05T09:00:00.000Z' },
      { hour: '2026-01-05T10:00:00.000Z', counts: [count({ minute: 7 })] },
    );
    await sentinel(process, '2026-02-05T09:00:00.000Z');
    expect(await process.store.minutes(['k1'], [START, START + HOUR_MS])).toMatchObject([
      { at: Date.parse('2026-01-05T10:07:00Z') },
    ]);
    expect(await process.metrics()).toContain('keyward_activity_records_total{outcome="expired"} 1');
  });

  it('expires after 31 days, at the next start at the latest', async () => {
    const clock = new MovableClock();
    const first = await start({ folder, clock });
    await send(first, {}, { hour: '2026-01-05T10:00:00.000Z' });
    await sentinel(first);
    await stop(first);
    clock.set('2026-02-05T09:30:00Z');
    const { store } = await start({ folder, clock });
    await eventually(async () => {
      expect(await store.hours('k1', { from: START, to: START + 2 * HOUR_MS })).toMatchObject([
        { at: START + HOUR_MS },
      ]);
    });
  });

  it('that cannot be read becomes a dead letter alone: others of its key are counted', async () => {
    const process = await start();
    const unreadable: OutgoingRecord = { ...usageOnLog({ sequence: 2 }), value: Buffer.from('{}') };
    await process.log.publisher.send(USAGE, [usageOnLog(), unreadable, usageOnLog({ sequence: 3 })]);
    await sentinel(process);
    expect(await process.store.sums(['k1'], { from: START, to: START + HOUR_MS })).toMatchObject([{ accepted: 2 }]);
    expect(await process.log.subscriber.endOf(deadLetterTopic(USAGE))).toEqual({ 0: 0 });
    expect(await process.metrics()).toContain('keyward_activity_records_total{outcome="unreadable"} 1');
  });
});

describe('what is known of keys', () => {
  const event = (version: number, happened: KeyringEvent, options = {}, ownerId = 'acme/ann'): OutgoingRecord =>
    encodeKeyEvent({ ownerId, version, at: '2026-01-05T09:00:00.000Z', by: 'user:acme/ann', event: happened }, options);
  const publish = (process: ActivityProcess, ...records: readonly OutgoingRecord[]) =>
    process.log.publisher.send(TOPICS.keyEvents.name, records);
  const versionOf = async ({ store }: ActivityProcess, ownerId = 'acme/ann') =>
    (await store.owners([ownerId]))[0]?.version;

  it('follows key-events; what comes again changes nothing, and what is unknown here is passed over', async () => {
    const process = await start();
    const { headers, ...renamed } = event(2, { type: 'OwnerDeactivated' });
    await publish(
      process,
      event(1, keyCreated()),
      { ...renamed, headers: { ...headers, ce_type: 'keyward.KeyLabelled', ce_changesaccess: 'false' } },
      event(1, keyCreated()),
      event(3, keyCreated('k2', 'c2')),
    );
    await eventually(async () => {
      expect(await versionOf(process)).toBe(3);
    });
    expect((await process.store.keysOf('acme/ann')).map(({ keyId }) => keyId)).toEqual(['k1', 'k2']);
  });

  it('stops for an owner at what is missing or cannot be read, not for others, and goes on once the stream is republished', async () => {
    const process = await start();
    await publish(
      process,
      event(1, keyCreated()),
      event(3, keyCreated('k3', 'c3')),
      event(4, keyCreated('k4', 'c4')),
      event(1, keyCreated('k9', 'c9'), {}, 'acme/ben'),
    );
    await eventually(async () => {
      expect(await versionOf(process, 'acme/ben')).toBe(1);
    });
    expect(await versionOf(process)).toBe(1);
    expect(await process.log.parkedKeys.parkedNow(ACTIVITY_GROUPS.keys)).toMatchObject([
      { key: 'acme/ann', reason: 'version 3 came after 1' },
    ]);

    const republished = { republished: true };
    await publish(
      process,
      event(1, keyCreated(), republished),
      event(2, keyCreated('k2', 'c2'), republished),
      event(3, keyCreated('k3', 'c3'), republished),
    );
    await eventually(async () => {
      expect(await versionOf(process)).toBe(3);
    });
    expect(event(1, keyCreated(), republished).headers[REPUBLISHED_HEADER]).toBe('true');
  });

  it('is not ready before everything is applied that key-events held at the start, and is then, also when there is nothing new', async () => {
    const first = await start({ folder });
    await publish(first, event(1, keyCreated()), event(3, keyCreated('k3', 'c3')));
    await eventually(() => {
      expect(first.projector.notReady()).toBeNull();
    });
    await stop(first);
    forgetOffsets();

    let apply = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      apply = resolve;
    });
    const saveOwners =
      (store: ActivityStore): ActivityStore['saveOwners'] =>
      async (owners) => {
        await held;
        await store.saveOwners(owners);
      };
    const second = await start({
      folder,
      between: (store) =>
        new Proxy(store, {
          get: (target, name): unknown => (name === 'saveOwners' ? saveOwners(target) : Reflect.get(target, name)),
        }),
    });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(second.projector.notReady()).toBe('applying key events');
    apply();
    await eventually(() => {
      expect(second.projector.notReady()).toBeNull();
    });
    await stop(second);

    const third = await start({ folder });
    await eventually(() => {
      expect(third.projector.notReady()).toBeNull();
    });
  });
});

it('a consumer that stops for good is reported', async () => {
  const { log, projector } = await start();
  await log.publisher.send(USAGE, [{ ...usageOnLog(), key: '' }]);
  await expect(projector.failed).rejects.toThrow('has no key');
});

async function send({ log }: ActivityProcess, ...usages: readonly Parameters<typeof usageOnLog>[0][]): Promise<void> {
  await log.publisher.send(USAGE, usages.map(usageOnLog));
}

/** Resolves when everything that was sent before is applied: the log has one partition. */
async function sentinel(process: ActivityProcess, hour = '2026-01-05T09:00:00.000Z'): Promise<void> {
  const keyId = `sentinel-${String(performance.now())}`;
  await send(process, { keyId, hour });
  await eventually(
    async () => {
      expect(await process.store.sums([keyId], { from: 0, to: Number.MAX_SAFE_INTEGER })).toHaveLength(1);
    },
    { timeout: 30_000 },
  );
}
