import { pino } from 'pino';
import { Registry } from 'prom-client';
import {
  type Clock,
  type Position,
  type Propagation,
  formatPosition,
  type ContactDirectory,
  type MailContact,
} from '#contracts';
import { PublishingLoop, type EventStore, type SnapshotStore, type StreamPublisher } from '#event-store';
import { SqliteEventStore, SqliteSnapshotStore } from '#event-store/adapters/sqlite';
import { parsePeppers } from '#key-secret';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { type PropagationBarrier } from '#propagation';
import { type UserCaller } from '#user-auth';
import { CommandLoop } from '../command-loop.js';
import { CommandMetrics } from '../command-metrics.js';
import { type KeyringOptions } from '../keyring-options.js';
import { KeyringRepository } from '../keyring-repository.js';
import { MemberAccess } from '../member-access.js';
import { PublishAndConfirm } from '../publish-and-confirm.js';
import { KeyringSnapshots } from '../snapshots/keyring-snapshots.js';

export const OPTIONS: KeyringOptions = {
  keyPrefix: 'claribi',
  maxKeysPerOwner: 100,
  maxKeysEverPerOwner: 10_000,
  mutationsPerHour: 5000,
  memberChangesPerHour: 20_000,
  graceHours: 24,
  mutationsPerMinute: 1000,
  roleSource: 'token',
  confirmTimeoutMs: 5000,
};

export const PEPPERS_UNDER_TEST = parsePeppers(`p1:${Buffer.alloc(32, 7).toString('base64')}`);

export function user(userId: string, role: UserCaller['role'] = 'analyst', more: Partial<UserCaller> = {}): UserCaller {
  return {
    kind: 'user',
    orgId: 'acme',
    userId,
    ownerId: `acme/${userId}`,
    role,
    email: null,
    name: null,
    issuedAt: 1,
    ...more,
  };
}

export class MovableClock implements Clock {
  constructor(private time = new Date('2026-01-01T00:00:00Z')) {}

  now(): Date {
    return new Date(this.time);
  }

  set(time: string): void {
    this.time = new Date(time);
  }
}

/** Answers at once what it was set to, and remembers what it was asked. */
export class ScriptedBarrier implements PropagationBarrier {
  confirmed = true;
  readonly asked: (Position | null)[] = [];
  /** How long it was asked to wait at most, last time. */
  withinMs: number | undefined;

  confirm(position: Position | null, withinMs?: number): Promise<Propagation> {
    this.asked.push(position);
    this.withinMs = withinMs;
    return Promise.resolve({
      position: position === null ? null : formatPosition(position),
      confirmed: this.confirmed,
      replicas: 1,
      waitedMs: 0,
    });
  }
}

export class ContactsInMemory implements ContactDirectory {
  readonly addresses = new Map<string, string>();
  /** Addresses that mail servers have refused. */
  readonly refused = new Set<string>();
  failure: Error | undefined;

  remember(ownerId: string, { email }: MailContact): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.addresses.set(ownerId, email);
    return Promise.resolve();
  }

  refresh(ownerId: string, contact: MailContact): Promise<void> {
    return this.addresses.has(ownerId) ? this.remember(ownerId, contact) : Promise.resolve();
  }

  knows(ownerId: string): Promise<boolean> {
    return Promise.resolve(this.addresses.has(ownerId));
  }

  isRefused(ownerId: string): Promise<boolean> {
    return Promise.resolve(this.refused.has(this.addresses.get(ownerId) ?? ''));
  }

  erase(ownerId: string): Promise<void> {
    this.addresses.delete(ownerId);
    return Promise.resolve();
  }
}

type KeyringStore = Pick<EventStore, 'append' | 'commitOf' | 'commitsAt' | 'read' | 'streamOf'>;

interface WriteSideParts {
  /** What is asked for instead of the store. */
  readonly store?: Partial<KeyringStore>;
  readonly snapshots?: Pick<SnapshotStore, 'find' | 'save'>;
  readonly publisher?: StreamPublisher;
  readonly barrier?: PropagationBarrier;
  readonly options?: Partial<KeyringOptions>;
}

/** One store and one log; any number of processes on them. */
export class WriteSide {
  readonly store = SqliteEventStore.open(':memory:');
  readonly snapshots = SqliteSnapshotStore.open(':memory:');
  readonly log = EmbeddedLog.open({ eventsPath: ':memory:' });
  readonly publisher = new PublishingLoop({ store: this.store, publisher: this.log.publisher });
  readonly clock = new MovableClock();
  readonly barrier = new ScriptedBarrier();

  process(more: WriteSideParts = {}): WriteProcess {
    const options = { ...OPTIONS, ...more.options };
    const store = this.storeWith(more.store);
    const logger = pino({ enabled: false });
    const snapshots = new KeyringSnapshots(more.snapshots ?? this.snapshots, store, logger);
    const keyrings = new KeyringRepository(store, snapshots);
    const publishAndConfirm = new PublishAndConfirm(
      more.publisher ?? this.publisher,
      more.barrier ?? this.barrier,
      options,
      logger,
    );
    const loop = new CommandLoop(
      keyrings,
      publishAndConfirm,
      new CommandMetrics(new Registry(), logger),
      store,
      this.clock,
      options,
    );
    return { loop, keyrings, options, access: new MemberAccess(keyrings, options) };
  }

  private storeWith(overrides: Partial<KeyringStore> = {}): KeyringStore {
    const { store } = this;
    return {
      append: store.append.bind(store),
      commitOf: store.commitOf.bind(store),
      commitsAt: store.commitsAt.bind(store),
      read: store.read.bind(store),
      streamOf: store.streamOf.bind(store),
      ...overrides,
    };
  }

  async close(): Promise<void> {
    await this.publisher.close();
    await this.log.close();
    await this.snapshots.close();
    await this.store.close();
  }
}

export interface WriteProcess {
  readonly loop: CommandLoop;
  readonly keyrings: KeyringRepository;
  readonly access: MemberAccess;
  readonly options: KeyringOptions;
}
