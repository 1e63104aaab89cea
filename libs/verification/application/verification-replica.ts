import { Failure } from '#async';
import { type Clock, coversAll, type IncomingRecord, type Positions, recordsBehind, TOPICS } from '#contracts';
import { type Peppers } from '#key-secret';
import { asRetryable, type Subscriber, type Subscription } from '#messaging';
import { type ReplicaLease } from '#propagation';
import { type ParkOwner } from '../domain/write.js';
import { type VerificationStore } from '../ports/verification-store.js';
import { type CredentialCache } from './credential-cache.js';
import { MissingPeppers } from './missing-peppers.js';
import { projectRecords } from './project-records.js';

/** Records applied, of all that have to be. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface VerificationReplicaParts {
  readonly store: VerificationStore;
  readonly subscriber: Subscriber;
  readonly cache: CredentialCache;
  readonly peppers: Pick<Peppers, 'ids'>;
  readonly clock: Clock;
  /** An event of an owner could not be applied: the owner’s keys get no verdict. */
  readonly onParked?: (park: ParkOwner) => void;
  /** Called after each batch until it has caught up. */
  readonly onProgress?: () => void;
}

/**
 * Applies every key event, in log order, to the read model and then to this process's cache, and only then counts it as
 * applied: "this replica has applied p" says that the store and this cache both show p.
 */
export class VerificationReplica {
  private readonly failure = new Failure();
  /**
   * Rejects when key-events, or the registry, is no longer followed for good; the process must not stay healthy then.
   */
  readonly failed = this.failure.promise;
  private applied: Positions = {};
  private isCaughtUp = false;
  private catchingUp: { readonly from: Positions; readonly end: Positions } | undefined;
  private isClosed = false;
  private subscription: Subscription | undefined;
  private lease: ReplicaLease | undefined;
  private whenAdvanced: (() => void) | undefined;

  constructor(private readonly parts: VerificationReplicaParts) {}

  /**
   * Catches up with key-events, then joins the registry with `lease`. Resolves when this replica serves.
   * @throws MissingPeppers · RebuildNeeded when key-events no longer holds what follows the read model's checkpoint.
   */
  async start(lease: ReplicaLease): Promise<void> {
    const { store, subscriber } = this.parts;
    this.lease = lease;
    lease.failed.catch(this.failure.fail);
    this.applied = await store.checkpoint();
    const from = this.applied;
    await this.requirePeppers();
    const subscription = await subscriber.subscribe({
      mode: 'broadcast',
      topic: TOPICS.keyEvents.name,
      after: this.applied,
      handle: (records) => this.handle(records),
    });
    this.subscription = subscription;
    subscription.failed.catch(this.failure.fail);
    await Promise.race([this.catchUp(from), this.failed]);
    await this.requirePeppers(); // what has just been applied may need one too
    this.isCaughtUp = true;
    await Promise.race([lease.join(), this.failed]);
  }

  /** Up to where everything is applied, here and in the store. */
  appliedPositions(): Positions {
    return this.applied;
  }

  /** Whether everything was applied that key-events held at the start. */
  get caughtUp(): boolean {
    return this.isCaughtUp;
  }

  /** Of the records that key-events held at the start and the read model did not. */
  get progress(): Progress {
    const { from = {}, end = {} } = this.catchingUp ?? {};
    const of = recordsBehind(from, end);
    return { done: of - recordsBehind(this.applied, end), of };
  }

  /** How many records key-events holds beyond the applied positions. */
  async lag(): Promise<number> {
    return recordsBehind(this.applied, await this.parts.subscriber.endOf(TOPICS.keyEvents.name));
  }

  /** Stops answering and leaves the registry, then stops applying. Idempotent. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.whenAdvanced?.();
    await this.lease?.leave();
    await this.subscription?.close();
  }

  private async handle(records: readonly IncomingRecord[]): Promise<void> {
    const { store, cache, onParked, onProgress } = this.parts;
    const projected = await projectRecords(
      {
        load: (scope) => asRetryable(() => store.load(scope)),
        apply: (writes, applied) => asRetryable(() => store.apply(writes, applied)),
      },
      records,
      this.applied,
    );
    cache.apply(projected);
    this.applied = projected.applied;
    this.lease?.advanced();
    this.whenAdvanced?.();
    if (!this.isCaughtUp) onProgress?.();
    for (const write of projected.writes) if (write.kind === 'park') onParked?.(write);
  }

  private async catchUp(from: Positions): Promise<void> {
    const end = await this.parts.subscriber.endOf(TOPICS.keyEvents.name);
    this.catchingUp = { from, end };
    while (!coversAll(this.applied, end)) {
      if (this.isClosed) throw new Error('closed before it had caught up with key-events');
      await new Promise<void>((resolve) => {
        this.whenAdvanced = resolve;
      });
    }
    this.whenAdvanced = undefined;
  }

  private async requirePeppers(): Promise<void> {
    const { store, peppers, clock } = this.parts;
    const missing = await store.livePepperIdsNot(peppers.ids, clock.now());
    if (missing.length > 0) throw new MissingPeppers(missing);
  }
}
