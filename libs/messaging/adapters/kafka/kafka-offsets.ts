import { type Admin } from 'kafkajs';
import { type Positions } from '#contracts';
import { RebuildNeeded } from '../../subscriber.js';
import { type Progress } from './consumption.js';
import { type Renewable } from './renewable.js';

/** What a partition holds: offsets from `first` up to and without `next`. */
export interface PartitionBounds {
  readonly first: number;
  readonly next: number;
}

export async function boundsOf(admin: Renewable<Admin>, topic: string): Promise<ReadonlyMap<number, PartitionBounds>> {
  const offsets = await admin.use((client) => client.fetchTopicOffsets(topic));
  return new Map(offsets.map(({ partition, low, high }) => [partition, { first: Number(low), next: Number(high) }]));
}

export async function endOf(admin: Renewable<Admin>, topic: string): Promise<Positions> {
  const bounds = [...(await boundsOf(admin, topic))];
  return Object.fromEntries(
    bounds.filter(([, { first, next }]) => first < next).map(([partition, { next }]) => [partition, next - 1]),
  );
}

/** @param next per partition; one that is not named stands at the start of what it holds. */
export async function progressOf(
  admin: Renewable<Admin>,
  topic: string,
  next: ReadonlyMap<number, number>,
): Promise<Progress> {
  const bounds = await boundsOf(admin, topic);
  return new Map(
    [...bounds].map(([partition, { first, next: end }]) => [
      partition,
      { next: Math.max(first, next.get(partition) ?? first), end },
    ]),
  );
}

export async function handledBy(admin: Renewable<Admin>, group: string, topic: string): Promise<Positions> {
  const answers = await admin.use((client) => client.fetchOffsets({ groupId: group, topics: [topic] }));
  const next = answers
    .flatMap(({ partitions }) => partitions)
    .map(({ partition, offset }) => [partition, Number(offset)] as const);
  return Object.fromEntries(
    next.filter(([, offset]) => offset > 0).map(([partition, offset]) => [partition, offset - 1]),
  );
}

/**
 * @throws RebuildNeeded unless the topic still holds, or will hold next, what follows each of the handled positions.
 */
export function requireWithin(
  topic: string,
  bounds: ReadonlyMap<number, PartitionBounds>,
  handled: ReadonlyMap<number, number>,
): void {
  for (const [partition, offset] of handled) {
    const held = bounds.get(partition);
    if (held === undefined) {
      throw new RebuildNeeded(
        `${topic} has no partition ${String(partition)}: the read model was built from another log; rebuild it from the start`,
      );
    }
    if (offset < held.first - 1 || offset >= held.next) {
      throw new RebuildNeeded(
        `${topic} holds offsets ${String(held.first)} to ${String(held.next - 1)} on partition ${String(partition)}, so it cannot go on after ${String(offset)}: rebuild the read model from the start`,
      );
    }
  }
}
