import { type Admin } from 'kafkajs';
import { type IncomingRecord } from '#contracts';
import { groupDelivery, type GroupDeliveryParts } from '../../delivery.js';
import { type RetryInPlace } from '../../retry-in-place.js';
import { type GroupOptions } from '../../subscriber.js';
import { type Consumption, type Progress } from './consumption.js';
import { handledBy, progressOf } from './kafka-offsets.js';
import { type Renewable } from './renewable.js';

/** Mode `group`: the brokers share out the partitions and remember how far the group is. */
export class GroupConsumption implements Consumption {
  readonly topic: string;
  readonly commits = true;
  readonly concurrency = 1;

  constructor(
    private readonly options: GroupOptions,
    private readonly admin: Renewable<Admin>,
    private readonly parts: Omit<GroupDeliveryParts, 'retry'>,
    private readonly retryUntil: (stopped: AbortSignal) => RetryInPlace,
  ) {
    this.topic = options.topic;
  }

  nextGroup(): string {
    return this.options.group;
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  startingPoints(): ReadonlyMap<number, number> {
    return new Map();
  }

  take(records: readonly IncomingRecord[], stopped: AbortSignal): Promise<void> {
    return groupDelivery(this.options, { ...this.parts, retry: this.retryUntil(stopped) })(records);
  }

  async progress(): Promise<Progress> {
    const handled = await handledBy(this.admin, this.options.group, this.topic);
    return progressOf(
      this.admin,
      this.topic,
      new Map(Object.entries(handled).map(([partition, offset]) => [Number(partition), offset + 1])),
    );
  }

  retire(): Promise<void> {
    return Promise.resolve();
  }
}
