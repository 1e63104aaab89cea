import { type Clock, encodeKeyEvent, type OutgoingRecord, type Position, type RecordedEvent, TOPICS } from '#contracts';
import { defaultPermissionCatalogue, defaultRouteTable } from '#permissions';
import { generateSecret, parsePeppers } from '#key-secret';
import { type Publisher, type Subscriber } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { RegistryReplica, type ReplicaLease } from '#propagation';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { SqliteVerificationStore } from '../adapters/sqlite/sqlite-verification-store.js';
import { type VerdictObserver } from '../application/verdict-observer.js';
import { createVerification, type Verification } from '../create-verification.js';
import { type VerificationStore } from '../ports/verification-store.js';

export const PEPPERS = parsePeppers(
  `p1:${Buffer.alloc(32, 1).toString('base64')},p0:${Buffer.alloc(32, 2).toString('base64')}`,
);
export const LEASE_MS = 600;

const catalogue = defaultPermissionCatalogue();
const routes = defaultRouteTable(catalogue);

export interface ReplicaOptions {
  readonly store?: VerificationStore;
  readonly publisher?: Publisher;
  readonly subscriber?: Subscriber;
  readonly cacheMax?: number;
  readonly observer?: VerdictObserver;
  readonly acceptModes?: readonly ('live' | 'test')[];
}

export interface Replica extends Verification {
  readonly lease: ReplicaLease;
  readonly metrics: Registry;
}

/** One log and one read model, and as many replicas over them as a test wants. */
export class VerificationSystem {
  readonly log = EmbeddedLog.open({ eventsPath: ':memory:' });
  store = SqliteVerificationStore.open(':memory:');
  readonly clock: Clock & { at: Date } = {
    at: new Date('2026-01-02T12:00:00.000Z'),
    now() {
      return this.at;
    },
  };
  private readonly replicas: Replica[] = [];

  replica(options: ReplicaOptions = {}): Replica {
    const { publisher = this.log.publisher, subscriber = this.log.subscriber, store = this.store } = options;
    const metrics = new Registry();
    const leases: ReplicaLease[] = [];
    const verification = createVerification({
      store,
      subscriber,
      peppers: PEPPERS,
      catalogue,
      routes,
      clock: this.clock,
      metrics,
      logger: pino({ level: 'silent' }),
      ...(options.observer === undefined ? {} : { observer: options.observer }),
      lease: (appliedPositions) => {
        const lease = new RegistryReplica({
          publisher,
          subscriber,
          appliedPositions,
          leaseMs: LEASE_MS,
          endOfKeyEvents: () => subscriber.endOf(TOPICS.keyEvents.name),
        });
        leases.push(lease);
        return lease;
      },
      acceptModes: options.acceptModes ?? ['live', 'test'],
      cacheMax: options.cacheMax ?? 1000,
    });
    const [lease] = leases;
    if (lease === undefined) throw new Error('no lease was made');
    const replica = { ...verification, lease, metrics };
    this.replicas.push(replica);
    return replica;
  }

  async serving(options: ReplicaOptions = {}): Promise<Replica> {
    const replica = this.replica(options);
    await replica.start();
    return replica;
  }

  /** Resolves with the position of the last one. */
  async publish(...events: readonly RecordedEvent[]): Promise<Position> {
    return this.send(...events.map((event) => encodeKeyEvent(event)));
  }

  async send(...records: readonly OutgoingRecord[]): Promise<Position> {
    const last = (await this.log.publisher.send(TOPICS.keyEvents.name, records)).at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return last;
  }

  async close(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.close()));
    await this.log.close();
    await this.store.close();
  }
}

/** A secret, and the credential that an event names for it. */
export function newSecret(credentialId: string, mode: 'live' | 'test' = 'live') {
  const secret = generateSecret({ prefix: 'claribi', mode });
  return { secret, credential: { credentialId, hint: 'claribi_sk_live_Ab12', ...PEPPERS.digest(secret) } };
}
