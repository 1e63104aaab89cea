import { Gauge } from 'prom-client';
import { type EventStore } from '#event-store';
import { type RegistryBarrier, watchBarrier } from '#propagation';
import { type MetricsRegistry } from '#service-kit';

/** What tells whether commands reach everybody. */
export function watchWriteSide(registry: MetricsRegistry, { store, barrier }: { readonly store: EventStore; readonly barrier: RegistryBarrier }): void {
  new Gauge({ name: 'keyward_unpublished_commits', help: 'Commits that are stored and not yet on key-events.', registers: [registry], async collect() { this.set(await store.countUnpublished()); } });
  watchBarrier(registry, barrier);
}
