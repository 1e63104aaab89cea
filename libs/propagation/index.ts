export { PROPAGATION_BARRIER, type PropagationBarrier } from './barrier.js';
export { REPLICA_LEASE, type ReplicaLease } from './replica-lease.js';
