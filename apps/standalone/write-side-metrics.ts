import { Gauge } from 'prom-client';
import { type EventStore } from '#event-store';
import { type RegistryBarrier } from '#propagation';
import { type MetricsRegistry } from '#service-kit';

/** What tells whether commands reach everybody. */
export function watchWriteSide(registry: MetricsRegistry, { store, barrier }: { readonly store: EventStore; readonly barrier: RegistryBarrier }): void {
  const registers = [registry];
  new Gauge({ name: 'keyward_unpublished_commits', help: 'Commits that are stored and not yet on key-events.', registers, async collect() { this.set(await store.countUnpublished()); } });
  new Gauge({ name: 'keyward_registry_replicas', help: 'Verification replicas in the registry.', registers, collect() { this.set(barrier.replicas); } });
  new Gauge({ name: 'keyward_waiting_commands', help: 'Commands that wait to be confirmed by every replica.', registers, collect() { this.set(barrier.waiting); } });
}
