import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { watchBarrier, watchReplica } from './metrics.js';
import { LEASE, RegistrySystem } from './testing/registry-system.js';

it('a frozen replica shows as awaited, then as fenced, not serving, and in its second life', async () => {
  const system = new RegistrySystem();
  const replica = await system.serving();
  const barrier = await system.barrier();
  const registry = new Registry();
  watchBarrier(registry, barrier);
  watchReplica(registry, replica.lease);
  const shown = async () => Object.fromEntries((await registry.getMetricsAsJSON()).map(({ name, values }) => [name.replace('keyward_', ''), values[0]?.value]));

  expect(await shown()).toMatchObject({ registry_replicas: 1, waiting_commands: 0, awaited_replicas: 0, replica_serving: 1, replica_lives_total: 1, replica_fenced_total: 0 });
  replica.connection.freeze();
  void barrier.confirm({ partition: 0, offset: 0 });
  await system.time.advance(LEASE / 2);
  expect(await shown()).toMatchObject({ waiting_commands: 1, awaited_replicas: 1 });
  await system.time.advance(LEASE);
  expect(await shown()).toMatchObject({ registry_replicas: 0, waiting_commands: 0, awaited_replicas: 0, replica_serving: 0 });
  replica.connection.thaw();
  replica.apply(0);
  await system.time.advance(LEASE);
  expect(await shown()).toMatchObject({ registry_replicas: 1, replica_serving: 1, replica_lives_total: 2, replica_fenced_total: 1, replica_left_behind_total: 0 });
  expect(await shown()).toMatchObject({ replica_fenced_total: 1, replica_renewals_total: replica.lease.counters.renewals, replica_failed_attempts_total: 0 });
});
