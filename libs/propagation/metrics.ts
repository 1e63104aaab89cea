import { Counter, Gauge, type Registry } from 'prom-client';
import { type RegistryBarrier } from './command/registry-barrier.js';
import { type RegistryReplica, type ReplicaCounters } from './replica/registry-replica.js';

/** What tells whether changes are confirmed, and by whom not. */
export function watchBarrier(registry: Registry, barrier: RegistryBarrier): void {
  const registers = [registry];
  new Gauge({ name: 'keyward_registry_replicas', help: 'Verification replicas in the registry.', registers, collect() { this.set(barrier.replicas); } });
  new Gauge({ name: 'keyward_waiting_commands', help: 'Commands that wait to be confirmed by every replica.', registers, collect() { this.set(barrier.waiting); } });
  new Gauge({ name: 'keyward_awaited_replicas', help: 'Verification replicas that commands wait for now.', registers, collect() { this.set(barrier.waitingOn().length); } });
}

const COUNTERS: Readonly<Record<keyof ReplicaCounters, readonly [name: string, help: string]>> = {
  lives: ['keyward_replica_lives_total', 'Times that this replica joined the registry.'],
  renewals: ['keyward_replica_renewals_total', 'Renewals of its lease that counted.'],
  fenced: ['keyward_replica_fenced_total', 'Times that others removed it from the registry, since it was not heard of or stayed behind.'],
  leftBehind: ['keyward_replica_left_behind_total', 'Times that it left the registry by itself, since it could not apply a change in time.'],
  failedAttempts: ['keyward_replica_failed_attempts_total', 'Sends and questions of its membership that failed and were tried again.'],
};

/** What tells how a replica's membership in the registry goes. */
export function watchReplica(registry: Registry, replica: RegistryReplica): void {
  const registers = [registry];
  new Gauge({ name: 'keyward_replica_serving', help: '1 while this replica may give verdicts, else 0.', registers, collect() { this.set(Number(replica.serving)); } });
  for (const counter of ['lives', 'renewals', 'fenced', 'leftBehind', 'failedAttempts'] as const) {
    const [name, help] = COUNTERS[counter];
    new Counter({
      name, help, registers,
      collect() {
        this.reset();
        this.inc(replica.counters[counter]);
      },
    });
  }
}
