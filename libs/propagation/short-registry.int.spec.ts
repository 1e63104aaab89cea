import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Position, type Positions, TOPICS } from '#contracts';
import { type Subscriber } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { CountingSubscriber } from '../../test/kit/counting-subscriber.js';
import { RegistryBarrier } from './command/registry-barrier.js';
import { encodeRegistryRecord } from './registry-log/registry-record-codec.js';
import { LONGEST_TAIL } from './registry-log/registry-snapshot.js';
import { RegistryReplica } from './replica/registry-replica.js';
import { LEASE, RegistrySystem } from './testing/registry-system.js';

const CHANGES = 3000;
const VERIFIERS = TOPICS.verifiers.name;

/** Changes that are marked, applied by `replicas` and confirmed, one after the other. */
async function confirmMany(barrier: RegistryBarrier, count: number, apply: (offset: number) => void): Promise<void> {
  for (let offset = 0; offset < count; offset++) {
    const answer = barrier.confirm({ partition: 0, offset } satisfies Position);
    apply(offset);
    expect(await answer).toMatchObject({ confirmed: true, replicas: 1 });
  }
}

describe('the registry after many changes', () => {
  let log: EmbeddedLog;
  beforeEach(() => {
    log = EmbeddedLog.open({ eventsPath: ':memory:' });
  });
  afterEach(() => log.close());

  const parts = (subscriber: Subscriber = log.subscriber) => ({ publisher: log.publisher, subscriber });
  const replicaThatHas = (applied: () => Positions, subscriber?: Subscriber) =>
    new RegistryReplica({
      ...parts(subscriber),
      leaseMs: 600_000,
      appliedPositions: applied,
      endOfKeyEvents: () => Promise.resolve({}),
    });

  it('is as short as before in a log that lives in memory, and a replica that joins reads no more than that', async () => {
    const barrier = new RegistryBarrier({ ...parts(), confirmTimeoutMs: 60_000 });
    await barrier.start();
    let applied: Positions = {};
    const replica = replicaThatHas(() => applied);
    await replica.join();
    await confirmMany(barrier, CHANGES, (offset) => {
      applied = { 0: offset };
      replica.advanced();
    });
    expect((await log.subscriber.endOf(VERIFIERS))[0]).toBeGreaterThan(CHANGES);

    const counting = new CountingSubscriber(log.subscriber);
    const late = replicaThatHas(() => applied, counting);
    await late.join();
    expect(late.mayAnswer()).toBe(true);
    expect(counting.read).toBeLessThan(LONGEST_TAIL);
    expect(barrier.replicas).toBe(2);
    await Promise.all([replica.leave(), late.leave()]);
    await barrier.close();
  }, 60_000);
});

describe('a command side that starts on a long registry', () => {
  let system: RegistrySystem;
  beforeEach(() => {
    system = new RegistrySystem();
  });

  async function waitsFor(barrier: RegistryBarrier, apply: () => void): Promise<void> {
    let isConfirmed = false;
    void barrier.confirm({ partition: 0, offset: CHANGES }).then(({ confirmed }) => {
      isConfirmed = confirmed;
    });
    await system.time.advance(1);
    expect(isConfirmed).toBe(false);
    apply();
    await system.time.advance(1);
    expect(isConfirmed).toBe(true);
  }

  it('knows from a snapshot the replica whose records are long past, and waits for it', async () => {
    const replica = await system.serving({ leaseMs: 3_600_000 });
    const first = await system.barrier();
    for (let offset = 0; offset < CHANGES; offset++) {
      const answer = first.confirm({ partition: 0, offset });
      replica.apply(offset);
      await answer;
    }
    await first.close();
    const read = system.log.records.length;
    const second = await system.barrier();
    expect(second.connection.delivered).toBeLessThanOrEqual(LONGEST_TAIL);
    expect(read).toBeGreaterThan(2 * LONGEST_TAIL);
    await waitsFor(second, () => {
      replica.apply(CHANGES);
    });
  }, 60_000);

  it('reads everything where the end of the log holds no snapshot', async () => {
    const replica = await system.serving({ leaseMs: 3_600_000 });
    const mark = encodeRegistryRecord({ type: 'mark', positions: {} });
    for (let count = 0; count <= LONGEST_TAIL; count++) system.log.append(VERIFIERS, [mark]);
    await waitsFor(await system.barrier(), () => {
      replica.apply(CHANGES);
    });
  });

  it('reads what is left where the log no longer holds that much', async () => {
    const mark = encodeRegistryRecord({ type: 'mark', positions: {} });
    for (let count = 0; count <= LONGEST_TAIL; count++) system.log.append(VERIFIERS, [mark]);
    system.log.forget();
    const replica = await system.serving({ leaseMs: 100 * LEASE });
    await waitsFor(await system.barrier(), () => {
      replica.apply(CHANGES);
    });
  });
});
