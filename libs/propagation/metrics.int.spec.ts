import { beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { watchBarrier, watchReplica } from './metrics.js';
import { LEASE, RegistrySystem } from './testing/registry-system.js';

it('a frozen replica shows as awaited, then as fenced, not serving, and in its second incarnation', async () => {
  const system = new RegistrySystem();
  const replica = await system.serving();
  const barrier = await system.barrier();
  const registry = new Registry();
  watchBarrier(registry, barrier);
  watchReplica(registry, replica.lease);
  const shown = async () =>
    Object.fromEntries(
      (await registry.getMetricsAsJSON()).map(({ name, values }) => [name.replace('keyward_', ''), values[0]?.value]),
    );

  expect(await shown()).toMatchObject({
    registry_replicas: 1,
    waiting_commands: 0,
    waiting_commands_age_seconds: 0,
    awaited_replicas: 0,
    replica_serving: 1,
    replica_lives_total: 1,
    replica_fenced_total: 0,
  });
  replica.connection.freeze();
  void barrier.confirm({ partition: 0, offset: 0 });
  await system.time.advance(LEASE / 2);
  expect(await shown()).toMatchObject({
    waiting_commands: 1,
    waiting_commands_age_seconds: LEASE / 2 / 1000,
    awaited_replicas: 1,
  });
  await system.time.advance(LEASE);
  expect(await shown()).toMatchObject({
    registry_replicas: 0,
    waiting_commands: 0,
    waiting_commands_age_seconds: 0,
    awaited_replicas: 0,
    replica_serving: 0,
  });
  replica.connection.thaw();
  replica.apply(0);
  await system.time.advance(LEASE);
  expect(await shown()).toMatchObject({
    registry_replicas: 1,
    replica_serving: 1,
    replica_lives_total: 2,
    replica_fenced_total: 1,
    replica_left_behind_total: 0,
  });
  expect(await shown()).toMatchObject({
    replica_fenced_total: 1,
    replica_renewals_total: replica.lease.counters.renewals,
    replica_failed_attempts_total: 0,
  });
});

it('a replica names each of its incarnations before it shows in the registry', async () => {
  const system = new RegistrySystem();
  const barrier = await system.barrier();
  const inRegistry = () => barrier.snapshot().replicas.map(({ incarnation }) => incarnation);
  const named: string[] = [];
  const replica = await system.serving({
    onJoining: (incarnation) => {
      expect(inRegistry()).not.toContain(incarnation);
      named.push(incarnation);
    },
  });
  expect(named).toEqual(inRegistry());
  replica.connection.freeze();
  void barrier.confirm({ partition: 0, offset: 0 });
  await system.time.advance(2 * LEASE);
  replica.connection.thaw();
  replica.apply(0);
  await system.time.advance(LEASE);
  expect(named).toHaveLength(2);
  expect(inRegistry()).toEqual(named.slice(1));
});

describe('a replica that loses its lease', () => {
  const lines: { message: string; [detail: string]: unknown }[] = [];
  beforeEach(() => {
    lines.length = 0;
  });
  const serving = async () => {
    const system = new RegistrySystem();
    return {
      system,
      replica: await system.serving({
        log: (message, details) => {
          lines.push({ message, ...details });
        },
      }),
    };
  };

  it('says so at once when no renewal counts in time, and how long it was without when it has one again', async () => {
    const { system, replica } = await serving();
    replica.connection.freeze();
    await system.time.advance(LEASE - 10);
    expect(lines).toEqual([]);
    await system.time.advance(20);
    expect(lines).toEqual([
      { message: 'this replica has lost its lease: it gives no verdicts until it has one again', reason: 'expired' },
    ]);
    await system.time.advance(LEASE);
    replica.connection.thaw();
    await system.time.advance(LEASE);
    expect(lines.at(-1)).toEqual({
      message: 'this replica has a lease again',
      reason: 'expired',
      withoutMs: expect.any(Number),
    });
    expect(lines.at(-1)?.['withoutMs']).toBeGreaterThanOrEqual(LEASE);
    expect(replica.lease.counters.losses).toEqual({ expired: 1, fenced: 0, behind: 0 });
  });

  it('says so when it leaves because it cannot apply a change', async () => {
    const { system, replica } = await serving();
    const barrier = await system.barrier({ confirmTimeoutMs: LEASE / 2 });
    void barrier.confirm({ partition: 0, offset: 0 });
    await system.time.advance(2 * LEASE);
    expect(lines).toContainEqual(expect.objectContaining({ reason: 'behind' }));
    expect(replica.lease.counters.losses).toMatchObject({ expired: 0, behind: 1 });
  });

  it('says nothing when it leaves because it was stopped', async () => {
    const { system, replica } = await serving();
    await Promise.all([replica.lease.leave(), system.time.advance(2 * LEASE)]);
    expect(lines).toEqual([]);
    expect(replica.lease.counters.losses).toEqual({ expired: 0, fenced: 0, behind: 0 });
  });
});

it('a change that is confirmed while no replica is there is counted and reported', async () => {
  const system = new RegistrySystem();
  let reported = 0;
  const barrier = await system.barrier({
    onConfirmedByNobody: () => {
      reported++;
    },
  });
  const registry = new Registry();
  watchBarrier(registry, barrier);
  const confirm = async (offset: number) =>
    (await Promise.all([barrier.confirm({ partition: 0, offset }), system.time.advance(1)]))[0];
  expect(await confirm(0)).toMatchObject({ confirmed: true, replicas: 0 });
  expect(reported).toBe(1);
  system.end = 0;
  const replica = await system.serving();
  replica.apply(1);
  await system.time.advance(LEASE);
  expect(await confirm(1)).toMatchObject({ confirmed: true, replicas: 1 });
  expect(await barrier.confirm(null)).toMatchObject({ confirmed: true });
  expect(await registry.metrics()).toMatch(/^keyward_confirmed_by_no_replica_total 1$/m);
  expect(reported).toBe(1);
});
