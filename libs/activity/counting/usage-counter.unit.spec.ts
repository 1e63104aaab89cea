import { describe, expect, it } from '@jest/globals';
import { decodeUsage, type OutgoingRecord, type UsageRecord } from '#contracts';
import { generateSecret } from '#key-secret';
import { eventually } from '../../../test/kit/eventually.js';
import { type Fate, FlakyPublisher, MemoryTopic } from '../../../test/kit/flaky-publisher.js';
import { use } from '../testing/uses.js';
import { UsageCounter, type UsageCounterOptions } from './usage-counter.js';
import { type UsageObserver } from './usage-observer.js';

class Observed implements UsageObserver {
  readonly counted = { sent: 0, failed: 0, coarse: 0, 'by-key': 0, lost: 0 };
  sent(records: number): void {
    this.counted.sent += records;
  }
  failed(): void {
    this.counted.failed += 1;
  }
  imprecise(precision: 'coarse' | 'by-key', uses: number): void {
    this.counted[precision] += uses;
  }
  lost(records: number): void {
    this.counted.lost += records;
  }
}

function usageIn(record: OutgoingRecord): UsageRecord {
  const usage = decodeUsage({ topic: 'key-usage', partition: 0, offset: 0, timestamp: new Date(0), ...record });
  if (typeof usage === 'string') throw new Error(usage);
  return usage;
}

function setUp(fateOf?: (nth: number) => Fate, options: Partial<UsageCounterOptions> = {}) {
  const publisher = new FlakyPublisher(new MemoryTopic(), fateOf);
  const observer = new Observed();
  let time = 0;
  const counter = new UsageCounter({
    publisher,
    observer,
    newCounterId: () => 'counter-1',
    monotonic: () => time,
    ...options,
  });
  return {
    publisher,
    observer,
    counter,
    pass: (ms: number) => {
      time += ms;
    },
    usages: () => publisher.taken.map(usageIn),
  };
}

const usesIn = (usages: readonly UsageRecord[]) => usages.flatMap(({ uses }) => uses);
const total = (usages: readonly UsageRecord[]): number =>
  usesIn(usages).reduce((sum, { accepted, denied }) => sum + accepted + denied, 0);
/** Sequence and accepted uses of each record. */
const sequences = (usages: readonly UsageRecord[]) =>
  usages.map((usage) => [usage.sequence, usesIn([usage]).reduce((sum, { accepted }) => sum + accepted, 0)]);
const minute = (time: string): number => Date.parse(`2026-01-05T${time}:00Z`);

describe('a flush', () => {
  it('has a record for each minute, with accepted and denied apart by credential, of all keys', async () => {
    const { counter, usages } = setUp();
    counter.count(use({ at: '2026-01-05T09:03:10Z' }));
    counter.count(use({ at: '2026-01-05T09:03:50Z', accepted: false, endpoint: null }));
    counter.count(use({ at: '2026-01-05T09:04:00Z', endpoint: null }));
    counter.count(use({ at: '2026-01-05T10:00:00Z', credentialId: 'c2' }));
    counter.count(use({ at: '2026-01-05T09:04:00Z', keyId: 'k2', credentialId: 'c3' }));
    await counter.flush();
    expect(usages()).toMatchObject([
      {
        counter: 'counter-1',
        sequence: 1,
        hour: minute('09:00'),
        uses: [{ keyId: 'k1', credentialId: 'c1', at: minute('09:03'), accepted: 1, denied: 1 }],
      },
      {
        sequence: 2,
        hour: minute('09:00'),
        uses: [
          { keyId: 'k1', credentialId: 'c1', at: minute('09:04'), accepted: 1, denied: 0 },
          { keyId: 'k2', credentialId: 'c3', at: minute('09:04'), accepted: 1, denied: 0 },
        ],
      },
      {
        sequence: 3,
        hour: minute('10:00'),
        uses: [{ keyId: 'k1', credentialId: 'c2', at: minute('10:00'), accepted: 1, denied: 0 }],
      },
    ]);
  });

  it('begins again after each, with the next number, and sends nothing when nothing was counted', async () => {
    const { counter, publisher, usages } = setUp();
    counter.count(use());
    await counter.flush();
    await counter.flush();
    counter.count(use());
    counter.count(use());
    await counter.flush();
    expect(publisher.sends).toHaveLength(2);
    expect(sequences(usages())).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('is sent record by record, each with its number and of a size that a broker takes, and others get their turn in between', async () => {
    const { counter, publisher, usages } = setUp();
    const path = `/${'\u0001'.repeat(255)}`; // six bytes each as JSON
    for (let n = 0; n < 2600; n++)
      counter.count(
        use({ keyId: `k-${String(n)}`, credentialId: `c-${String(n)}`, endpoint: { method: 'GET', path, route: '/' } }),
      );
    const flushed = counter.flush();
    let turns = 0;
    let turn = setImmediate(function next() {
      turns++;
      turn = setImmediate(next);
    });
    await flushed;
    clearImmediate(turn);
    expect(total(usages())).toBe(2600);
    expect(publisher.sends.map((records) => records.length)).toEqual(usages().map(() => 1));
    expect(usages().map(({ sequence }) => sequence)).toEqual(usages().map((_, index) => index + 1));
    expect(turns).toBeGreaterThan(publisher.sends.length);
    expect(Math.max(...publisher.taken.map(({ value }) => value?.length ?? 0))).toBeLessThan(900_000);
  });

  it('keeps to one partition, whichever keys are used: its records have one key', async () => {
    const { counter, publisher } = setUp();
    for (const keyId of ['k1', 'k2']) {
      counter.count(use({ keyId, credentialId: `c-${keyId}` }));
      await counter.flush();
    }
    expect(publisher.taken.map(({ key }) => key)).toEqual(['counter-1', 'counter-1']);
  });
});

describe('the latest use', () => {
  const latest = async (...uses: readonly Parameters<typeof use>[0][]) => {
    const { counter, usages } = setUp();
    for (const each of uses) counter.count(use(each));
    await counter.flush();
    return usages()[0]?.lastUses;
  };
  const endpoint = (path: string) => ({ method: 'GET', path, route: '/r' });

  it('is the latest accepted one by its own time, not the one that came last', async () => {
    const at = Date.parse('2026-01-05T09:10:50Z');
    expect(
      await latest(
        { at, endpoint: endpoint('/late') },
        { at: '2026-01-05T09:10:05Z', endpoint: endpoint('/early') },
        { at: '2026-01-05T09:10:55Z', accepted: false },
      ),
    ).toEqual([{ keyId: 'k1', credentialId: 'c1', at, endpoint: { at, method: 'GET', path: '/late' } }]);
  });

  it('is known of each credential; of one that was only denied there is none', async () => {
    expect(
      await latest(
        { credentialId: 'c1' },
        { credentialId: 'c2', endpoint: null },
        { credentialId: 'c3', accepted: false },
      ),
    ).toMatchObject([{ credentialId: 'c1' }, { credentialId: 'c2', endpoint: null }]);
  });

  it('comes with the latest endpoint when it named none itself', async () => {
    const at = Date.parse('2026-01-05T09:10:05Z');
    expect(
      await latest({ at, endpoint: endpoint('/named') }, { at: '2026-01-05T09:10:10Z', endpoint: null }),
    ).toMatchObject([{ at: at + 5000, endpoint: { at, method: 'GET', path: '/named' } }]);
  });

  it('has its path without the query, cut at 256 characters', async () => {
    const path = async (sent: string) => (await latest({ endpoint: endpoint(sent) }))?.[0]?.endpoint?.path;
    expect(await path('/api/reports?token=abc')).toBe('/api/reports');
    expect(await path(`/${'a'.repeat(300)}`)).toBe(`/${'a'.repeat(255)}`);
    expect(await path(`/${'ä'.repeat(5000)}?x`)).toBe(`/${'ä'.repeat(255)}`);
  });

  it('has no key in its path, not even a part that was cut', async () => {
    const key = generateSecret({ prefix: 'claribi', mode: 'live' });
    const path = async (sent: string) => (await latest({ endpoint: endpoint(sent) }))?.[0]?.endpoint?.path;
    expect(await path(`/api/reports/${key}`)).toBe(`/api/reports/${key.slice(0, 20)}***`);
    expect(await path(`/${'a'.repeat(220)}${key}`)).toBe(`/${'a'.repeat(220)}${key.slice(0, 20)}***`);
  });
});

describe('while sends fail', () => {
  it('the same bytes are sent again, before anything else', async () => {
    const { counter, publisher, usages } = setUp((nth) => (nth <= 2 ? 'lost' : 'taken'));
    counter.count(use());
    await expect(counter.flush()).rejects.toThrow('lost');
    counter.count(use());
    await expect(counter.flush()).rejects.toThrow('lost');
    counter.count(use());
    await counter.flush();
    expect(publisher.sends[1]).toEqual(publisher.sends[0]);
    expect(publisher.sends[2]).toEqual(publisher.sends[0]);
    expect(sequences(usages())).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('what waits for 5 minutes is counted by the hour, in its first minute, and nothing is lost', async () => {
    let isAway = true;
    const { counter, pass, usages } = setUp(() => (isAway ? 'lost' : 'taken'), { intervalMs: 1 });
    counter.count(use({ at: '2026-01-05T09:57:00Z' }));
    await expect(counter.flush()).rejects.toThrow('lost');
    for (const at of ['2026-01-05T09:58:00Z', '2026-01-05T09:59:00Z', '2026-01-05T10:01:00Z'])
      counter.count(use({ at }));
    expect(counter.waiting).toBe(3);
    pass(300_001);
    counter.start();
    await eventually(() => {
      expect(counter.waiting).toBe(2);
    });
    counter.count(use({ at: '2026-01-05T10:02:00Z' }));
    isAway = false;
    await counter.close();
    expect(usages().map(({ sequence, uses }) => [sequence, uses[0]?.at, uses[0]?.accepted])).toEqual([
      [1, minute('09:57'), 1],
      [2, minute('09:00'), 2],
      [3, minute('10:00'), 2],
    ]);
  });

  it('a use that would take memory beyond the limit keeps its key, credential and hour, and a metric says so', async () => {
    const { counter, observer, usages } = setUp(undefined, { limits: { collapseAfterMs: Infinity, maxEntries: 2 } });
    counter.count(use({ at: '2026-01-05T09:01:00Z' }));
    counter.count(use({ at: '2026-01-05T09:02:00Z' }));
    for (const at of ['2026-01-05T09:03:00Z', '2026-01-05T09:04:00Z']) counter.count(use({ at, accepted: false }));
    counter.count(use({ at: '2026-01-05T09:02:30Z' }));
    expect(observer.counted).toMatchObject({ coarse: 2, 'by-key': 0 });
    await counter.flush();
    expect(usesIn(usages())).toEqual([
      { keyId: 'k1', credentialId: 'c1', at: minute('09:01'), accepted: 1, denied: 0 },
      { keyId: 'k1', credentialId: 'c1', at: minute('09:02'), accepted: 2, denied: 0 },
      { keyId: 'k1', credentialId: 'c1', at: minute('09:00'), accepted: 0, denied: 2 },
    ]);
  });

  it('memory ends with the keys: beyond twice the limit a use keeps its key only, and a metric says so; none is lost', async () => {
    const { counter, observer, usages } = setUp(undefined, { limits: { collapseAfterMs: Infinity, maxEntries: 2 } });
    const keys = ['k1', 'k2', 'k3', 'k4', 'k5'];
    for (let hour = 0; hour < 10; hour++) {
      for (const keyId of keys)
        counter.count(
          use({
            keyId,
            credentialId: `${keyId}-c${String(hour)}`,
            at: Date.parse('2026-01-05T00:00:00Z') + hour * 3_600_000,
          }),
        );
    }
    expect(counter.waiting).toBe(5);
    expect(observer.counted).toMatchObject({ coarse: 3, 'by-key': 45 });
    await counter.flush();
    const ofKey = (keyId: string) => usesIn(usages()).filter((each) => each.keyId === keyId);
    expect(keys.map((keyId) => ofKey(keyId).reduce((sum, { accepted }) => sum + accepted, 0))).toEqual([
      10, 10, 10, 10, 10,
    ]);
    expect(usages()[0]?.lastUses[0]).toMatchObject({ credentialId: 'k1-c0', at: minute('09:00') });
  });
});

describe('a send that hangs', () => {
  it('holds up no count, and the next flush waits for it', async () => {
    const { counter, publisher, usages } = setUp();
    const release = publisher.hold();
    counter.count(use());
    const first = counter.flush();
    await eventually(() => {
      expect(publisher.sends).toHaveLength(1);
    });
    counter.count(use());
    const second = counter.flush();
    expect(counter.waiting).toBe(1);
    expect(publisher.sends).toHaveLength(1);
    release();
    await Promise.all([first, second]);
    expect(usages().map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});

describe('closing', () => {
  it('sends what was counted, trying again while that fails', async () => {
    const { counter, observer, usages } = setUp((nth) => (nth < 3 ? 'lost' : 'taken'), { intervalMs: 1 });
    counter.start();
    counter.count(use());
    await counter.close();
    expect(total(usages())).toBe(1);
    expect(observer.counted.lost).toBe(0);
  });

  it('gives up in time and reports the records that are lost', async () => {
    const { counter, publisher, observer } = setUp(undefined, { closeWithinMs: 20 });
    publisher.hold();
    for (const at of ['2026-01-05T09:00:00Z', '2026-01-05T09:01:00Z', '2026-01-05T09:02:00Z'])
      counter.count(use({ at }));
    await counter.close();
    expect(observer.counted).toMatchObject({ sent: 0, lost: 3 });
  });
});
