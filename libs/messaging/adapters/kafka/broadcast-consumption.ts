import { randomUUID } from 'node:crypto';
import { type Admin } from 'kafkajs';
import { type IncomingRecord, type TopicDefinition } from '#contracts';
import { broadcastDelivery } from '../../delivery.js';
import { type RetryInPlace } from '../../retry-in-place.js';
import { type BroadcastOptions, RebuildNeeded } from '../../subscriber.js';
import { type Consumption, type Progress } from './consumption.js';
import { boundsOf, requireWithin, progressOf } from './kafka-offsets.js';
import { type Renewable } from './renewable.js';
import { RetiredGroups } from './retired-groups.js';
import { SharedHandling } from './shared-handling.js';

/**
 * Mode `broadcast`: every record comes to this process, and the position is its own. Kafka still wants a group: each
 * consumer gets a new one, of which it is the only member, so that a member that died blocks nobody; it is deleted
 * afterwards.
 */
export class BroadcastConsumption implements Consumption {
  readonly topic: string;
  readonly commits = false;
  readonly concurrency: number;
  private readonly handled: Map<number, number>;
  private readonly retired: RetiredGroups;
  private readonly sharing = new SharedHandling((records, stopped) => this.handle(records, stopped));

  constructor(
    private readonly options: BroadcastOptions,
    private readonly definition: TopicDefinition,
    private readonly groupPrefix: string,
    private readonly admin: Renewable<Admin>,
    private readonly retryUntil: (stopped: AbortSignal) => RetryInPlace,
  ) {
    this.topic = options.topic;
    this.concurrency = definition.partitions;
    this.handled = new Map(Object.entries(options.after).map(([partition, offset]) => [Number(partition), offset]));
    this.retired = new RetiredGroups(admin);
  }

  nextGroup(): string {
    return `${this.groupPrefix}.${this.topic}.${randomUUID()}`;
  }

  async prepare(): Promise<void> {
    requireWithin(this.topic, await boundsOf(this.admin, this.topic), this.handled);
  }

  startingPoints(): ReadonlyMap<number, number> {
    return new Map([...this.handled].map(([partition, offset]) => [partition, offset + 1]));
  }

  take(records: readonly IncomingRecord[], stopped: AbortSignal): Promise<void> {
    return this.sharing.take(records, stopped);
  }

  progress(): Promise<Progress> {
    return progressOf(this.admin, this.topic, this.startingPoints());
  }

  retire(group: string): Promise<void> {
    return this.retired.add(group);
  }

  private async handle(records: readonly IncomingRecord[], stopped: AbortSignal): Promise<void> {
    const fresh = records.filter(({ partition, offset }) => offset > (this.handled.get(partition) ?? -1));
    if (fresh.length === 0) return;
    const firsts = new Map(fresh.toReversed().map((record) => [record.partition, record]));
    for (const first of firsts.values()) this.requireNoGap(first);
    await broadcastDelivery(this.options, this.retryUntil(stopped))(fresh);
    for (const { partition, offset } of fresh) this.handled.set(partition, offset);
  }

  /**
   * kafkajs answers an offset that the topic no longer holds by going on elsewhere, without a word. Only compaction may
   * leave gaps.
   */
  private requireNoGap({ partition, offset }: IncomingRecord): void {
    const handled = this.handled.get(partition);
    if (handled === undefined || offset === handled + 1 || this.definition.cleanup === 'compact') return;
    throw new RebuildNeeded(
      `${this.topic} goes on with offset ${String(offset)} on partition ${String(partition)} after ${String(handled)}: what is between was deleted; rebuild the read model from the start`,
    );
  }
}
