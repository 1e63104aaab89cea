import { encodeKeyEvent, type IncomingRecord, ownerIdOf, type Position, type Propagation, TOPICS } from '#contracts';
import { RegistryBarrier } from '../../command/registry-barrier.js';
import { type Folding } from '../../registry-log/registry-log.js';
import { RegistryReplica } from '../../replica/registry-replica.js';
import { Draws } from './draws.js';
import { Machine } from './machine.js';
import { bytesOf, type LogModel, ModelledLog, ModelledProcess } from './modelled-log.js';
import { sharedFold } from './shared-fold.js';
import { VirtualTime } from './virtual-time.js';

/** Times in milliseconds unless a name says otherwise. */
export interface FleetModel extends LogModel {
  readonly seed: number;
  readonly leaseMs: number;
  readonly confirmTimeoutMs: number;
  readonly commandProcesses: number;
  /** So many events stand on key-events before. */
  readonly keys: number;
  /** Of key-events. */
  readonly partitions: number;
  /** How long a replica waits for the store beside the queue there, to apply a batch of events; median. */
  readonly applyMs: number;
  /** Guarded writes of one document that a store of the read model takes, of all its replicas together. */
  readonly storeWritesPerSecond: number;
  /** So many stores hold the read model; replicas are spread evenly over them. */
  readonly readModels: number;
  /** Processor time for a key event, in microseconds. */
  readonly eventUs: number;
  /** Processor time of a reader of the registry, in microseconds: for each record, and for each entry of the registry then. */
  readonly recordUs: number;
  readonly recordEntryUs: number;
  /** Processor time for a registry snapshot, for each entry that it holds, in microseconds. */
  readonly snapshotEntryUs: number;
  /** Processor time of a command side after each batch, for each entry and each command that waits, in microseconds. */
  readonly watchEntryUs: number;
}

export interface Revocation {
  readonly begunAt: number;
  readonly ms: number;
  readonly confirmed: boolean;
}

/** A KeyRevoked writes the key's credential and the owner's version. */
const WRITES_OF_EVENT = 2;

export class SimulatedReplica {
  readonly process: ModelledProcess;
  readonly startedAt: number;
  servesAt = Infinity;
  /** What it had read of the registry when it served. */
  readUntilServing = { records: 0, bytes: 0 };
  /** While false, events are read and not applied. */
  applies = true;
  private applied: Record<number, number>;
  private readonly lease: RegistryReplica;

  constructor(
    private readonly fleet: Fleet,
    private readonly store: Machine,
    id: string,
  ) {
    let incarnations = 0;
    const { log, time, model } = fleet;
    this.startedAt = time.now;
    this.applied = { ...log.topics.keyEvents.end };
    this.process = fleet.process(() => 0);
    this.lease = new RegistryReplica({
      publisher: this.process,
      subscriber: this.process,
      folding: fleet.folding,
      leaseMs: model.leaseMs,
      clocks: time,
      schedule: this.process.schedule,
      appliedPositions: () => this.applied,
      endOfKeyEvents: () => this.process.endOf(TOPICS.keyEvents.name),
      newIncarnation: () => `${id}-${String(++incarnations).padStart(4, '0')}`,
    });
    void this.process.subscribe({
      topic: TOPICS.keyEvents.name,
      mode: 'broadcast',
      after: this.applied,
      handle: (records) => this.apply(records),
    });
    void this.lease.join().then(() => {
      this.servesAt = time.now;
      this.readUntilServing = { ...this.process.read };
    });
  }

  get mayAnswer(): boolean {
    return this.process.isAlive && this.lease.mayAnswer();
  }

  hasApplied({ partition, offset }: Position): boolean {
    return (this.applied[partition] ?? -1) >= offset;
  }

  /** One batch after the other, as the subscription hands them over. */
  private apply(records: readonly IncomingRecord[]): Promise<void> {
    const { model, draws } = this.fleet;
    if (!this.applies) return new Promise(() => undefined);
    const writes = this.store.doneIn((1000 * WRITES_OF_EVENT * records.length) / model.storeWritesPerSecond);
    return new Promise((resolve) => {
      this.process.schedule(writes + draws.logNormal(model.applyMs, model.spread), () => {
        this.applied = { ...this.applied };
        for (const { partition, offset } of records) this.applied[partition] = offset;
        this.lease.advanced();
        resolve();
      });
    });
  }
}

/**
 * Replicas and command sides as the product runs them, `RegistryReplica` and `RegistryBarrier`, over a modelled log, in
 * virtual time.
 */
export class Fleet {
  readonly time = new VirtualTime();
  readonly draws: Draws;
  readonly log: ModelledLog;
  readonly revocations: Revocation[] = [];
  readonly replicas: SimulatedReplica[] = [];
  /** Replicas that could answer from before a change when it was confirmed; none, as the protocol promises. */
  violations = 0;
  /** Revocations that are not answered yet. */
  waiting = 0;
  private readonly barriers: RegistryBarrier[] = [];
  private readonly stores: readonly Machine[];
  private begun = 0;

  /** @param folding what all readers of the registry have in common. */
  constructor(
    readonly model: FleetModel,
    readonly folding: Folding = sharedFold(),
  ) {
    this.draws = new Draws(model.seed);
    this.log = new ModelledLog(model, this.time, this.draws);
    for (let partition = 0; partition < model.partitions; partition += 1)
      this.log.topics.keyEvents.end[partition] = Math.floor(model.keys / model.partitions);
    this.stores = Array.from({ length: model.readModels }, () => new Machine(this.time));
  }

  async start(): Promise<void> {
    const { time, folding, model } = this;
    for (let n = 0; n < model.commandProcesses; n += 1) {
      const process = this.process(() => model.watchEntryUs * (1 + barrier.waiting));
      const barrier: RegistryBarrier = new RegistryBarrier({
        publisher: process,
        subscriber: process,
        folding,
        confirmTimeoutMs: model.confirmTimeoutMs,
        clocks: time,
        schedule: process.schedule,
      });
      this.barriers.push(barrier);
      void barrier.start();
    }
    await time.runUntil(time.now + 1000);
  }

  /** `batchEntryUs`: processor time after each batch of the registry, for each entry, in microseconds. */
  process(batchEntryUs: () => number): ModelledProcess {
    const { eventUs, recordUs, recordEntryUs, snapshotEntryUs } = this.model;
    const { keyEvents } = TOPICS;
    return new ModelledProcess(this.log, this.time, (records) => {
      if (records[0]?.topic === keyEvents.name) return (records.length * eventUs) / 1000;
      const entries = this.entries;
      const snapshots = records.filter(({ key }) => key === 'snapshot').length;
      const us =
        (records.length - snapshots) * (recordUs + recordEntryUs * entries) +
        (snapshots * snapshotEntryUs + batchEntryUs()) * entries;
      return us / 1000;
    });
  }

  /** `count` more replicas start, evenly spread over `withinMs`. */
  begin(count: number, withinMs: number): void {
    for (let n = 0; n < count; n += 1)
      this.time.schedule((n * withinMs) / count, () => {
        const number = this.replicas.length;
        const store = this.stores[number % this.stores.length];
        if (store === undefined) throw new Error('no store');
        const id = `00000000-0000-4000-8000-${String(number).padStart(7, '0')}`;
        this.replicas.push(new SimulatedReplica(this, store, id));
      });
  }

  /** Revokes keys until `untilMs`, at times that are independent of each other. */
  revokeUntil(untilMs: number, perSecond: number): void {
    const next = this.draws.exponential(1000 / perSecond);
    if (this.time.now + next > untilMs) return;
    this.time.schedule(next, () => {
      void this.revoke();
      this.revokeUntil(untilMs, perSecond);
    });
  }

  /** From the request to the answer. */
  async revoke(): Promise<Revocation> {
    const begunAt = this.time.now;
    const number = this.begun++;
    this.waiting += 1;
    const barrier = this.barriers[number % this.barriers.length];
    if (barrier === undefined) throw new Error('no command side');
    await this.pause(this.log.networkMs() + this.log.commitMs()); // the event store
    const position = await this.publish(number);
    const { confirmed }: Propagation = await barrier.confirm(position);
    if (confirmed)
      this.violations += this.replicas.filter((replica) => replica.mayAnswer && !replica.hasApplied(position)).length;
    const revocation = { begunAt, ms: this.time.now - begunAt, confirmed };
    this.revocations.push(revocation);
    this.waiting -= 1;
    return revocation;
  }

  /** Key, headers and value of the event that a revocation publishes. */
  get bytesOfKeyEvent(): number {
    return bytesOf(keyEvent(1));
  }

  private get entries(): number {
    return Math.max(0, ...this.barriers.map(({ replicas }) => replicas));
  }

  private async publish(number: number): Promise<Position> {
    await this.pause(this.log.networkMs());
    await this.pause(this.log.handledIn(this.bytesOfKeyEvent) + this.log.commitMs());
    const partition = this.draws.pick(this.model.partitions);
    const position = this.log.append(TOPICS.keyEvents.name, keyEvent(number), partition);
    await this.pause(this.log.networkMs());
    return position;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.time.schedule(ms, resolve);
    });
  }
}

function keyEvent(number: number) {
  const ownerId = ownerIdOf({ orgId: 'acme', userId: `user-${String(number).padStart(8, '0')}` });
  return encodeKeyEvent({
    ownerId,
    version: 21,
    at: new Date(0).toISOString(),
    by: `user:${ownerId}`,
    event: { type: 'KeyRevoked', keyId: 'key_0123456789ABCDEFGHIJKL', reason: 'left the company' },
  });
}
