import { type Positions } from '#contracts';
import { RegistryBarrier, type RegistryBarrierOptions } from '../command/registry-barrier.js';
import { type RegistryRecord } from '../domain/registry-record.js';
import { decodeRegistryRecord } from '../registry-log/registry-record-codec.js';
import { type RegistrySnapshot } from '../registry-log/registry-snapshot.js';
import { RegistryReplica, type RegistryReplicaOptions } from '../replica/registry-replica.js';
import { type Connection, InMemoryLog } from './in-memory-log.js';
import { ManualTime } from './manual-time.js';

export const LEASE = 1000;

export interface PlayedReplica {
  readonly lease: RegistryReplica;
  readonly connection: Connection;
  /** Key events up to this offset are applied now. */
  apply(offset: number): void;
}

/** Several processes over one registry, in time that the test moves. */
export class RegistrySystem {
  readonly log = new InMemoryLog();
  readonly time = new ManualTime();
  /** The last offset of key-events; -1: empty. */
  end = -1;
  private incarnations = 0;

  replica(
    options: Pick<Partial<RegistryReplicaOptions>, 'leaseMs' | 'log' | 'onJoining' | 'retentionMs'> = {},
  ): PlayedReplica {
    const connection = this.log.connect();
    let applied: Positions = {};
    const lease = new RegistryReplica({
      leaseMs: LEASE,
      ...options,
      publisher: connection,
      subscriber: connection,
      clocks: this.time,
      schedule: this.time.schedule,
      appliedPositions: () => applied,
      endOfKeyEvents: () => Promise.resolve(this.end < 0 ? {} : { 0: this.end }),
      newIncarnation: () => `incarnation-${String(++this.incarnations)}`,
    });
    return {
      lease,
      connection,
      apply: (offset) => {
        applied = { 0: offset };
        lease.advanced();
      },
    };
  }

  /** A replica that serves. */
  async serving(options: Parameters<RegistrySystem['replica']>[0] = {}): Promise<PlayedReplica> {
    const replica = this.replica(options);
    if (this.end >= 0) replica.apply(this.end);
    await Promise.all([replica.lease.join(), this.time.advance(1)]);
    return replica;
  }

  async barrier(
    options: Pick<Partial<RegistryBarrierOptions>, 'confirmTimeoutMs' | 'onConfirmedByNobody'> = {},
  ): Promise<RegistryBarrier & { readonly connection: Connection }> {
    const connection = this.log.connect();
    const barrier = new RegistryBarrier({
      confirmTimeoutMs: 10 * LEASE,
      ...options,
      publisher: connection,
      subscriber: connection,
      clocks: this.time,
      schedule: this.time.schedule,
    });
    await barrier.start();
    await this.time.advance(1);
    return Object.assign(barrier, { connection });
  }

  /** What stands in the registry's log, in order. */
  written(): readonly (RegistryRecord | RegistrySnapshot)[] {
    return this.log.records
      .map((record) => decodeRegistryRecord(record))
      .filter((record) => typeof record !== 'string');
  }
}
