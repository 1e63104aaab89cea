import { type Positions, TOPICS } from '#contracts';
import { type Publisher, type Subscriber } from '#messaging';
import { type ProcessParts, rarely } from '#process';
import { RegistryBarrier } from './command/registry-barrier.js';
import { watchBarrier, watchReplica } from './metrics.js';
import { RegistryReplica } from './replica/registry-replica.js';

/** A message that repeats is logged once a minute. */
const SAME_LINE_MS = 60_000;

interface PropagationParts extends Omit<ProcessParts, 'clock'> {
  readonly publisher: Publisher;
  readonly subscriber: Subscriber;
}

export interface BarrierParts extends PropagationParts {
  /** CONFIRM_TIMEOUT_MS */
  readonly confirmTimeoutMs: number;
}

export interface LeaseParts extends PropagationParts {
  /** LEASE_MS */
  readonly leaseMs: number;
}

/** The barrier of a process that takes commands, with its log lines and metrics. */
export function createBarrier({
  publisher,
  subscriber,
  logger,
  metrics,
  confirmTimeoutMs,
}: BarrierParts): RegistryBarrier {
  const barrier = new RegistryBarrier({
    publisher,
    subscriber,
    confirmTimeoutMs,
    log: (message, details) => {
      logger.warn(details, message);
    },
    onConfirmedByNobody: rarely(SAME_LINE_MS, (changes) => {
      logger.warn({ changes }, 'changes are confirmed, but no verification replica is there: nobody gives verdicts');
    }),
  });
  watchBarrier(metrics, barrier);
  return barrier;
}

/** Makes the lease of a process that gives verdicts, with its log lines and metrics. */
export function replicaLease({ publisher, subscriber, logger, metrics, leaseMs }: LeaseParts) {
  return (appliedPositions: () => Positions): RegistryReplica => {
    const replica = new RegistryReplica({
      publisher,
      subscriber,
      appliedPositions,
      leaseMs,
      endOfKeyEvents: () => subscriber.endOf(TOPICS.keyEvents.name),
      onJoining: (incarnation) => {
        logger.info({ incarnation }, 'this replica joins the registry');
      },
      log: (message, details) => {
        logger.warn(details, message);
      },
    });
    watchReplica(metrics, replica);
    return replica;
  };
}
