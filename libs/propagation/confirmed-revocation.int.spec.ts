import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Propagation } from '#contracts';
import { type RegistryBarrier } from './command/registry-barrier.js';
import { encodeRegistryRecord } from './registry-log/registry-record-codec.js';
import { LEASE, RegistrySystem } from './testing/registry-system.js';

const MARGIN = LEASE / 4;

/** A change that waits: `answer` is there once it is confirmed or given up. */
function change(barrier: RegistryBarrier, offset: number): { answer: Propagation | undefined } {
  const waiting: { answer: Propagation | undefined } = { answer: undefined };
  void barrier.confirm({ partition: 0, offset }).then((answer) => {
    waiting.answer = answer;
  });
  return waiting;
}

describe('confirmed revocation', () => {
  let system: RegistrySystem;
  beforeEach(() => {
    system = new RegistrySystem();
  });

  it('confirms at once when there is no replica', async () => {
    const waiting = change(await system.barrier(), 0);
    await system.time.advance(0);
    expect(waiting.answer).toEqual({ position: '0:0', confirmed: true, replicas: 0, waitedMs: 0 });
  });

  it('has nothing to wait for when there is no position', async () => {
    const barrier = await system.barrier();
    expect(await barrier.confirm(null)).toEqual({ position: null, confirmed: true, replicas: 0, waitedMs: 0 });
    expect(system.written()).toEqual([]);
  });

  it('confirms as soon as every replica shows the change as applied, however long LEASE is', async () => {
    const [one, two] = [await system.serving(), await system.serving({ leaseMs: 3_600_000 })];
    const barrier = await system.barrier();
    const waiting = change(barrier, 0);
    await system.time.advance(10);
    one.apply(0);
    await system.time.advance(10);
    expect(waiting.answer).toBeUndefined();
    expect(barrier.waitingOn()).toEqual([two.lease.incarnation]);
    two.apply(0);
    await system.time.advance(0);
    expect(waiting.answer).toEqual({ position: '0:0', confirmed: true, replicas: 2, waitedMs: 20 });
    expect(barrier.waitingOn()).toEqual([]);
  });

  it('shows the replicas, and which of them a waiting change is held up by', async () => {
    const [one, two] = [await system.serving(), await system.serving()];
    const barrier = await system.barrier();
    expect(barrier.snapshot()).toMatchObject({
      replicas: [
        { incarnation: one.lease.incarnation, leaseMs: LEASE, positions: {} },
        { incarnation: two.lease.incarnation },
      ],
      waiting: [],
    });
    two.connection.freeze();
    await system.time.advance(LEASE / 2);
    change(barrier, 0);
    one.apply(0);
    await system.time.advance(10);
    const {
      replicas: [first, second],
      waiting,
    } = barrier.snapshot();
    expect(first).toMatchObject({ positions: { 0: 0 }, unchangedForMs: 10 });
    expect(second?.unchangedForMs).toBeGreaterThan(LEASE / 4);
    expect(first?.sequence).toBeGreaterThan(second?.sequence ?? Infinity);
    expect(waiting).toEqual([{ position: { partition: 0, offset: 0 }, waitedMs: 10, behind: [two.lease.incarnation] }]);
  });

  it('tells how long the change that waits longest has been waiting, whatever came and was confirmed since', async () => {
    const replica = await system.serving();
    const barrier = await system.barrier();
    expect(barrier.longestWaitMs).toBe(0);
    for (let offset = 0; offset < 3; offset++) {
      change(barrier, offset);
      await system.time.advance(100);
    }
    expect(barrier.longestWaitMs).toBe(300);
    replica.apply(0);
    await system.time.advance(0);
    expect(barrier.longestWaitMs).toBe(200);
    replica.apply(2);
    await system.time.advance(0);
    expect(barrier.longestWaitMs).toBe(0);
  });

  it('waits for a frozen replica until its lease is surely over, removes it, and it answers nothing then', async () => {
    const frozen = await system.serving();
    const barrier = await system.barrier();
    await system.time.advance(3 * LEASE);
    frozen.connection.freeze();
    const waiting = change(barrier, 0);
    await system.time.advance(LEASE - LEASE / 5);
    expect(waiting.answer).toBeUndefined();
    await system.time.advance(LEASE / 5 + MARGIN);
    expect(waiting.answer).toMatchObject({ confirmed: true, replicas: 0 });
    expect(waiting.answer?.waitedMs).toBeGreaterThan(LEASE);
    expect(waiting.answer?.waitedMs).toBeLessThanOrEqual(LEASE + MARGIN);
    expect(frozen.lease.mayAnswer()).toBe(false);
  });

  it('lets a removed replica in again under a new incarnation, once it has applied what was marked', async () => {
    const replica = await system.serving();
    const barrier = await system.barrier();
    const first = replica.lease.incarnation;
    replica.connection.freeze();
    system.end = 0;
    const waiting = change(barrier, 0);
    await system.time.advance(2 * LEASE);
    expect(waiting.answer?.confirmed).toBe(true);
    replica.connection.thaw();
    await system.time.advance(2 * LEASE);
    expect(replica.lease.mayAnswer()).toBe(false);
    replica.apply(0);
    await system.time.advance(1);
    expect(replica.lease.mayAnswer()).toBe(true);
    expect(replica.lease.incarnation).not.toBe(first);
    expect(replica.lease.counters).toMatchObject({ incarnations: 2, fenced: 1 });
  });

  it('does not revive a lease by a renewal that arrives after the removal', async () => {
    const replica = await system.serving();
    const barrier = await system.barrier();
    replica.connection.freeze();
    await system.time.advance(LEASE / 2); // a renewal is under way now and arrives at the thaw
    const waiting = change(barrier, 0);
    await system.time.advance(LEASE);
    expect(waiting.answer?.confirmed).toBe(true);
    replica.connection.thaw();
    await system.time.advance(0);
    expect(system.written().map(({ type }) => type)).toEqual(['joined', 'mark', 'removed', 'renewed']);
    expect(replica.lease.mayAnswer()).toBe(false);
    expect(barrier.replicas).toBe(0);
  });

  it('honours no removal of an entry that was renewed before it', async () => {
    const replica = await system.serving();
    const barrier = await system.barrier();
    barrier.connection.freeze();
    const waiting = change(barrier, 0);
    await system.time.advance(3 * LEASE); // this watcher sees nothing of the renewals meanwhile
    barrier.connection.thaw();
    await system.time.advance(0);
    expect(replica.lease.mayAnswer()).toBe(true);
    expect(waiting.answer).toBeUndefined();
    replica.apply(0);
    await system.time.advance(0);
    expect(waiting.answer?.confirmed).toBe(true);
  });

  it('has a replica that cannot apply a mark within LEASE leave by itself, and come back when it can', async () => {
    const behind = await system.serving();
    // by a command side that has died since
    system.log.append('verifiers', [encodeRegistryRecord({ type: 'mark', positions: { 0: 0 } })]);
    await system.time.advance(LEASE - 1);
    expect(behind.lease.mayAnswer()).toBe(true);
    await system.time.advance(1);
    expect(behind.lease.mayAnswer()).toBe(false);
    expect(system.written().at(-1)).toEqual({ type: 'left', incarnation: 'incarnation-1' });
    behind.apply(0);
    await system.time.advance(0);
    expect(behind.lease.mayAnswer()).toBe(true);
    expect(behind.lease.counters).toMatchObject({ incarnations: 2, leftBehind: 1, fenced: 0 });
  });

  it('evicts a replica that renews but stays behind; it stops answering when it reads that, and nobody waits longer', async () => {
    const laggard = await system.serving({ leaseMs: LEASE });
    const waiting = change(await system.barrier(), 0);
    laggard.connection.freeze('deliveries'); // it knows of no mark, and its renewals go on
    await system.time.advance(LEASE + LEASE / 5);
    expect(system.written()).toContainEqual({ type: 'evicted', incarnation: 'incarnation-1' });
    expect(waiting.answer).toBeUndefined();
    laggard.connection.thaw();
    await system.time.advance(0);
    expect(waiting.answer).toMatchObject({ confirmed: true, replicas: 0 });
    expect(laggard.lease.mayAnswer()).toBe(false);
  });

  it('confirms without a word from an evicted replica once its last lease is surely over', async () => {
    const laggard = await system.serving();
    const waiting = change(await system.barrier(), 0);
    laggard.connection.freeze('deliveries');
    await system.time.advance(LEASE);
    expect(system.written().at(-1)).toMatchObject({ type: 'evicted' });
    await system.time.advance(LEASE + MARGIN - 1);
    expect(waiting.answer).toBeUndefined();
    await system.time.advance(1);
    expect(waiting.answer).toMatchObject({ confirmed: true, replicas: 0, waitedMs: 2 * LEASE + MARGIN });
    expect(laggard.lease.mayAnswer()).toBe(false);
  });

  it('answers unconfirmed at the timeout, and waits again when it is asked again', async () => {
    const slow = await system.serving();
    const barrier = await system.barrier({ confirmTimeoutMs: LEASE / 2 });
    const [first, second] = [change(barrier, 0), change(barrier, 0)];
    await system.time.advance(LEASE / 2);
    expect([first.answer, second.answer]).toEqual(
      Array(2).fill({ position: '0:0', confirmed: false, replicas: 1, waitedMs: LEASE / 2 }),
    );
    const again = change(barrier, 0);
    await system.time.advance(10);
    expect(again.answer).toBeUndefined();
    slow.apply(0);
    await system.time.advance(0);
    expect(again.answer).toMatchObject({ confirmed: true, waitedMs: 10 });
  });

  it('answers unconfirmed those who wait, and those who come, once the process is about to end', async () => {
    await system.serving();
    const barrier = await system.barrier();
    const waiting = change(barrier, 0);
    await system.time.advance(10);
    barrier.answerWaiting();
    const coming = change(barrier, 1);
    await system.time.advance(0);
    expect([waiting.answer, coming.answer]).toMatchObject([
      { position: '0:0', confirmed: false },
      { position: '0:1', confirmed: false },
    ]);
  });

  it('gives up sooner for a command that has less time left', async () => {
    await system.serving();
    const barrier = await system.barrier({ confirmTimeoutMs: LEASE / 2 });
    const hurried = Promise.all([
      barrier.confirm({ partition: 0, offset: 0 }, 10),
      barrier.confirm({ partition: 0, offset: 0 }, -1),
    ]);
    await system.time.advance(10);
    expect(await hurried).toMatchObject([
      { confirmed: false, waitedMs: 10 },
      { confirmed: false, waitedMs: 0 },
    ]);
  });

  it('shares one mark among the commands that wait', async () => {
    const barrier = await system.barrier();
    barrier.connection.freeze();
    const waiting = [0, 1, 2, 3].map((offset) => change(barrier, offset));
    barrier.connection.thaw();
    await system.time.advance(0);
    expect(waiting.every(({ answer }) => answer?.confirmed)).toBe(true);
    expect(system.written()).toEqual([
      { type: 'mark', positions: { 0: 0 } },
      { type: 'mark', positions: { 0: 3 } },
    ]);
  });

  it('lets a replica in that keeps up, although the newest mark is never applied yet', async () => {
    const barrier = await system.barrier();
    const replica = system.replica();
    for (let offset = 0; offset < 10; offset++) {
      system.end = offset;
      void barrier.confirm({ partition: 0, offset });
      await system.time.advance(LEASE / 10);
      void replica.lease.join();
      replica.apply(offset - 1);
    }
    expect(replica.lease.mayAnswer()).toBe(true);
    expect(barrier.replicas).toBe(1);
  });

  it('waits no longer for a replica that leaves, and that answers nothing from then on', async () => {
    const replica = await system.serving();
    const waiting = change(await system.barrier(), 0);
    const left = replica.lease.leave();
    expect(replica.lease.mayAnswer()).toBe(false);
    await system.time.advance(0);
    await left;
    expect(waiting.answer).toMatchObject({ confirmed: true, replicas: 0, waitedMs: 0 });
    await system.time.advance(3 * LEASE);
    expect(system.written().at(-1)?.type).toBe('left');
  });

  it('does not wait for a replica that joined behind the mark, and does not let that serve before it has caught up', async () => {
    const barrier = await system.barrier();
    system.end = 0;
    const waiting = change(barrier, 0);
    await system.time.advance(0);
    expect(waiting.answer?.confirmed).toBe(true);
    const late = system.replica();
    void late.lease.join();
    await system.time.advance(3 * LEASE);
    expect(late.lease.mayAnswer()).toBe(false);
    const again = change(barrier, 0);
    await system.time.advance(0);
    expect(again.answer?.confirmed).toBe(true);
    late.apply(0);
    await system.time.advance(0);
    expect(late.lease.mayAnswer()).toBe(true);
  });

  it('knows, after a restart of the command side, every replica that may answer', async () => {
    const replica = await system.serving();
    await system.time.advance(LEASE);
    const waiting = change(await system.barrier(), 0);
    await system.time.advance(0);
    expect(waiting.answer).toBeUndefined();
    replica.apply(0);
    await system.time.advance(0);
    expect(waiting.answer?.confirmed).toBe(true);
  });

  it('keeps a replica known although the log forgets: another incarnation takes over in time, without a gap in answering', async () => {
    const retentionMs = 20 * LEASE;
    const replica = system.replica({ retentionMs });
    await Promise.all([replica.lease.join(), system.time.advance(1)]);
    const first = replica.lease.incarnation;
    system.log.forget();
    const waiting = { answer: undefined as Propagation | undefined };
    for (let passed = 0; passed < retentionMs / 2; passed += LEASE / 10) {
      await system.time.advance(LEASE / 10);
      expect(replica.lease.mayAnswer()).toBe(true);
    }
    expect(replica.lease.incarnation).not.toBe(first);
    void (await system.barrier()).confirm({ partition: 0, offset: 0 }).then((answer) => {
      waiting.answer = answer;
    });
    await system.time.advance(1);
    expect(waiting.answer).toBeUndefined();
  });
});
