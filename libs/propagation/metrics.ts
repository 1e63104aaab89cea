import { Counter, Gauge, type Registry } from 'prom-client';
import { type RegistryBarrier } from './command/registry-barrier.js';
import { type RegistryReplica, type ReplicaCounters } from './replica/registry-replica.js';
import { LOSSES } from './replica/serving-watch.js';

/** Metrics of the changes that wait for confirmation. */
export function watchBarrier(registry: Registry, barrier: RegistryBarrier): void {
  const registers = [registry];
  new Gauge({
    name: 'keyward_registry_replicas',
    help: 'Verification replicas in the registry.',
    registers,
    collect() {
      this.set(barrier.replicas);
    },
  });
  new Gauge({
    name: 'keyward_waiting_commands',
    help: 'Commands that wait to be confirmed by every replica.',
    registers,
    collect() {
      this.set(barrier.waiting);
    },
  });
  new Gauge({
    name: 'keyward_waiting_commands_age_seconds',
    help: 'How long the command that waits longest for its confirmation has been waiting; 0 when none does.',
    registers,
    collect() {
      this.set(barrier.longestWaitMs / 1000);
    },
  });
  new Counter({
    name: 'keyward_confirmed_by_no_replica_total',
    help: 'Changes that were confirmed while no verification replica was in the registry: nobody gave verdicts then.',
    registers,
    collect() {
      this.reset();
      this.inc(barrier.confirmedByNobody);
    },
  });
  new Gauge({
    name: 'keyward_awaited_replicas',
    help: 'Verification replicas that commands wait for now.',
    registers,
    collect() {
      this.set(barrier.waitingOn().length);
    },
  });
}

const COUNTERS: Readonly<Record<Exclude<keyof ReplicaCounters, 'losses'>, readonly [name: string, help: string]>> = {
  incarnations: ['keyward_replica_lives_total', 'Times that this replica joined the registry.'],
  renewals: ['keyward_replica_renewals_total', 'Renewals of its lease that counted.'],
  fenced: [
    'keyward_replica_fenced_total',
    'Times that others removed it from the registry, because it was silent or stayed behind.',
  ],
  leftBehind: [
    'keyward_replica_left_behind_total',
    'Times that it left the registry by itself, since it could not apply a change in time.',
  ],
  failedAttempts: [
    'keyward_replica_failed_attempts_total',
    'Sends and questions of its membership that failed and were tried again.',
  ],
};

/** Metrics of a replica's membership in the registry. */
export function watchReplica(registry: Registry, replica: RegistryReplica): void {
  const registers = [registry];
  new Gauge({
    name: 'keyward_replica_serving',
    help: '1 while this replica may give verdicts, else 0.',
    registers,
    collect() {
      this.set(Number(replica.serving));
    },
  });
  new Counter({
    name: 'keyward_replica_lost_leases_total',
    labelNames: ['reason'],
    registers,
    help: 'Times that this replica gave verdicts and then could not any more: expired (no renewal counted in time), fenced (others removed it), behind (it could not apply a change in time).',
    collect() {
      this.reset();
      for (const reason of LOSSES) this.inc({ reason }, replica.counters.losses[reason]);
    },
  });
  for (const counter of ['incarnations', 'renewals', 'fenced', 'leftBehind', 'failedAttempts'] as const) {
    const [name, help] = COUNTERS[counter];
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(replica.counters[counter]);
      },
    });
  }
}
