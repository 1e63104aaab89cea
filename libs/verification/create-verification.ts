import { type Mode, type Positions } from '#contracts';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { type Peppers } from '#key-secret';
import { type Subscriber } from '#messaging';
import { type ReplicaLease } from '#propagation';
import { type ProcessParts, rarely } from '#process';
import { CredentialCache } from './application/credential-cache.js';
import { CredentialLookup } from './application/credential-lookup.js';
import { type VerdictObserver } from './application/verdict-observer.js';
import { VerificationMetrics } from './application/verification-metrics.js';
import { type Progress, VerificationReplica } from './application/verification-replica.js';
import { Verifier } from './application/verifier.js';
import { type VerificationStore } from './ports/verification-store.js';

const PROGRESS_LINE_MS = 10_000;
/** Fewer records than that are applied before anybody looks. */
const WORTH_A_LINE = 10_000;

export interface ReplicaParts extends ProcessParts {
  readonly store: VerificationStore;
  readonly subscriber: Subscriber;
  /** Makes this replica's lease; its owner is `VerificationReplica`, which joins and leaves. */
  readonly lease: (appliedPositions: () => Positions) => ReplicaLease;
  readonly peppers: Peppers;
  readonly catalogue: PermissionCatalogue;
  readonly routes: RouteTable;
  /** Default: not reported. */
  readonly observer?: VerdictObserver;
  /** ACCEPT_MODES */
  readonly acceptModes: readonly Mode[];
  /** CACHE_MAX */
  readonly cacheMax: number;
}

export interface Verification {
  readonly verifier: Verifier;
  readonly replica: VerificationReplica;
  /** Rejects when key-events, or the registry, is no longer followed for good; never resolves. */
  readonly failed: Promise<never>;
  /** Resolves when this replica serves; see `VerificationReplica.start`. */
  start(): Promise<void>;
  /** Why this replica is not ready, in a few words, or null. For `Readiness`. */
  notReady(): string | null;
  /** Stops answering, leaves, stops applying. The store stays open. */
  close(): Promise<void>;
}

/** One verification replica, put together. */
export function createVerification(parts: ReplicaParts): Verification {
  const { store, subscriber, peppers, catalogue, routes, clock, logger, observer = () => undefined } = parts;
  const cache = new CredentialCache(parts.cacheMax);
  const metrics = new VerificationMetrics(parts.metrics);
  const replica = new VerificationReplica({
    store,
    subscriber,
    cache,
    peppers,
    clock,
    onProgress: rarely(PROGRESS_LINE_MS, () => {
      if (replica.progress.of >= WORTH_A_LINE) logger.info(replica.progress, 'applying key events');
    }),
    onParked: ({ ownerId, version, reason }) => {
      logger.error(
        { ownerId, version, reason },
        'an event could not be applied: the owner is parked: keys of this owner get no verdict',
      );
    },
  });
  const lease = parts.lease(() => replica.appliedPositions());
  const lookup = new CredentialLookup({ cache, store, peppers });
  metrics.watch({ lag: () => replica.lag(), parkedOwners: () => store.countParked(), cache, lookups: lookup });
  const verifier = new Verifier({
    rules: { acceptModes: new Set(parts.acceptModes), catalogue, routes },
    lookup,
    lease,
    clock,
    metrics,
    observer,
    onLookupFailure: (error) => {
      logger.error({ err: error }, 'the read model could not be asked; no verdict was given');
    },
  });
  return {
    verifier,
    replica,
    failed: replica.failed,
    start: () => replica.start(lease),
    notReady: () => {
      if (!replica.caughtUp) return applying(replica.progress);
      return lease.mayAnswer() ? null : 'no lease';
    },
    close: () => replica.close(),
  };
}

function applying({ done, of }: Progress): string {
  return of === 0 ? 'applying key events' : `applying key events: ${String(done)} of ${String(of)}`;
}
