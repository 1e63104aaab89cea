export { PROPAGATION_BARRIER, type PropagationBarrier } from './barrier.js';
export { REPLICA_LEASE, type ReplicaLease } from './replica-lease.js';
export { RegistryBarrier, type RegistryBarrierOptions } from './command/registry-barrier.js';
export { RegistryReplica, type RegistryReplicaOptions, type ReplicaCounters } from './replica/registry-replica.js';
export { type LogLine, type RegistryLogOptions } from './registry-log/registry-log.js';
export { systemClocks, systemSchedule, type Clocks, type Schedule } from './registry-log/time.js';
