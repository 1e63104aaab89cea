import { type Positions, TOPICS } from '#contracts';
import { type Publisher, type Subscriber } from '#messaging';
import { type Logger, type MetricsRegistry, rarely } from '#process';
import { RegistryBarrier } from './command/registry-barrier.js';
import { watchBarrier, watchReplica } from './metrics.js';
import { RegistryReplica } from './replica/registry-replica.js';

/** What goes on and on is said once a minute. */
const SAME_LINE_MS = 60_000;

interface PropagationParts {
  readonly publisher: Publisher;
  readonly subscriber: Subscriber;
  readonly logger: Logger;
  readonly metrics: MetricsRegistry;
}

/** The barrier of a process that takes commands, with its log lines and metrics. */
export function createBarrier({
  publisher,
  subscriber,
  logger,
  metrics,
  confirmTimeoutMs,
}: PropagationParts & { readonly confirmTimeoutMs: number }): RegistryBarrier {
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

/** The registry's side of a process that gives verdicts, with its log lines and metrics. */
export function createReplica({
  publisher,
  subscriber,
  logger,
  metrics,
  leaseMs,
  appliedPositions,
}: PropagationParts & { readonly leaseMs: number; readonly appliedPositions: () => Positions }): RegistryReplica {
  const replica = new RegistryReplica({
    publisher,
    subscriber,
    appliedPositions,
    leaseMs,
    endOfKeyEvents: () => subscriber.endOf(TOPICS.keyEvents.name),
    log: (message, details) => {
      logger.warn(details, message);
    },
  });
  watchReplica(metrics, replica);
  return replica;
}
