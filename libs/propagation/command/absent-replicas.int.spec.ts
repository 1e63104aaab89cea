import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Propagation } from '#contracts';
import { type RegistryBarrier } from './registry-barrier.js';
import { LEASE, RegistrySystem } from '../testing/registry-system.js';

/** A change that waits: `answer` is there once it is confirmed or given up. */
function change(barrier: RegistryBarrier, offset: number): { answer: Propagation | undefined } {
  const waiting: { answer: Propagation | undefined } = { answer: undefined };
  void barrier.confirm({ partition: 0, offset }).then((answer) => {
    waiting.answer = answer;
  });
  return waiting;
}

describe('when all replicas have left', () => {
  let system: RegistrySystem;
  let barrier: RegistryBarrier;
  beforeEach(async () => {
    system = new RegistrySystem();
    const replica = await system.serving();
    barrier = await system.barrier();
    await Promise.all([replica.lease.leave(), system.time.advance(1)]);
    expect(barrier.replicas).toBe(0);
  });

  it('a change waits for one of them to be back before it is confirmed', async () => {
    const waiting = change(barrier, 0);
    await system.time.advance(LEASE / 2);
    expect(waiting.answer).toBeUndefined();
    system.end = 0;
    await system.serving();
    expect(waiting.answer).toMatchObject({ confirmed: true, replicas: 1 });
  });

  it('it waits no longer than LEASE at first, nor than it may', async () => {
    const [patient, hasty] = [change(barrier, 0), barrier.confirm({ partition: 0, offset: 1 }, LEASE / 4)];
    await system.time.advance(LEASE / 4);
    expect(await hasty).toEqual({ position: '0:1', confirmed: true, replicas: 0, waitedMs: LEASE / 4 });
    await system.time.advance((LEASE * 3) / 4 - 1);
    expect(patient.answer).toBeUndefined();
    await system.time.advance(1);
    expect(patient.answer).toEqual({ position: '0:0', confirmed: true, replicas: 0, waitedMs: LEASE });
  });

  it('it waits no longer once they have been gone for eight LEASEs', async () => {
    await system.time.advance(8 * LEASE);
    const waiting = change(barrier, 0);
    await system.time.advance(0);
    expect(waiting.answer).toEqual({ position: '0:0', confirmed: true, replicas: 0, waitedMs: 0 });
  });

  it('a change that a replica was there for when it was asked waits for nobody else', async () => {
    const replica = await system.serving();
    const waiting = change(barrier, 0);
    await system.time.advance(10);
    await Promise.all([replica.lease.leave(), system.time.advance(1)]);
    expect(waiting.answer).toMatchObject({ confirmed: true, replicas: 0 });
  });

  it('it is answered when its process ends', async () => {
    const waiting = change(barrier, 0);
    await system.time.advance(1);
    barrier.answerWaiting();
    await system.time.advance(0);
    expect(waiting.answer).toMatchObject({ confirmed: true, replicas: 0 });
  });

  it('replicas that fell behind catch up, since changes come slower until they are back', async () => {
    const slow = system.replica();
    void slow.lease.join();
    await system.time.advance(1);
    let applied = -1;
    const write = (): Promise<unknown> => barrier.confirm({ partition: 0, offset: ++system.end });
    const keepWriting = async (): Promise<void> => {
      for (;;) {
        await write();
        await new Promise<void>((resolve) => {
          system.time.schedule(LEASE / 100, resolve);
        });
      }
    };
    for (let burst = 0; burst < 10; burst++) void write();
    for (let writer = 0; writer < 2; writer++) void keepWriting();
    for (let steps = 0; steps < 100; steps++) {
      await system.time.advance(LEASE * 0.4);
      if (applied < system.end) slow.apply(++applied);
    }
    expect(slow.lease.counters.leftBehind).toBeGreaterThan(0);
    expect(slow.lease.serving).toBe(true);
    expect(system.end - applied).toBeLessThanOrEqual(2);
  });
});
