export { PROPAGATION_BARRIER, type PropagationBarrier } from './barrier.js';
export { type ReplicaLease } from './replica-lease.js';
export { RegistryBarrier } from './command/registry-barrier.js';
export { RegistryReplica } from './replica/registry-replica.js';
export { PropagationModule } from './propagation.module.js';
export { replicaLease } from './create-propagation.js';
export { LeaseEnv } from './lease-env.js';
export { isStaleFill } from './domain/fill.js';
