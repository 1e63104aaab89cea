import {
  type Clock,
  decodeKeyEvent,
  furthest,
  type IncomingRecord,
  type OwnerId,
  placeInStream,
  type Positions,
} from '#contracts';
import { Permanent, type RecordsHandler, asRetryable } from '#messaging';
import { wakesAt } from '../domain/mail-plan.js';
import { advance, evolve, type OwnerSchedules, unknownOwner } from '../domain/owner-schedules.js';
import { type OwnerChange, type ReminderStore } from '../ports/reminder-store.js';

export interface ReminderProjectorParts {
  readonly store: Pick<ReminderStore, 'owners' | 'save'>;
  readonly clock: Clock;
  readonly leadDays: number;
}

/**
 * Key events into schedules. What has been applied before changes nothing; an event that cannot be read, or a version
 * missing before one, is Permanent: it parks its owner.
 */
export class ReminderProjector {
  constructor(private readonly parts: ReminderProjectorParts) {}

  readonly handle: RecordsHandler = async (records) => {
    const { store } = this.parts;
    const read = records.map(readKeyEvent);
    const known = await asRetryable(() => store.owners([...new Set(read.map(({ ownerId }) => ownerId))]));
    const before = new Map(known.map((owner) => [owner.ownerId, owner]));
    const after = new Map(before);
    for (const event of read)
      after.set(event.ownerId, applied(after.get(event.ownerId) ?? unknownOwner(event.ownerId), event));
    const changes = [...after.values()].flatMap((owner) =>
      this.changeOf(owner, before.get(owner.ownerId)?.version ?? 0),
    );
    await asRetryable(() => store.save(changes, positionsOf(records)));
  };

  private changeOf({ ownerId, version, active, keys }: OwnerSchedules, since: number): readonly OwnerChange[] {
    if (version === since) return [];
    const { clock, leadDays } = this.parts;
    const now = clock.now();
    const changed = keys.filter((schedule) => schedule.version > since);
    return [
      {
        ownerId,
        version,
        active,
        keys: changed.map((schedule) => ({ schedule, wakeAt: wakesAt(schedule, [], now, leadDays) })),
      },
    ];
  }
}

interface ReadEvent {
  readonly ownerId: OwnerId;
  readonly version: number;
  readonly record: IncomingRecord;
  readonly apply: (owner: OwnerSchedules) => OwnerSchedules;
}

function readKeyEvent(record: IncomingRecord): ReadEvent {
  const decoded = decodeKeyEvent(record);
  switch (decoded.outcome) {
    case 'refused':
      throw new Permanent(record, decoded.reason);
    case 'ignored': {
      const { ownerId, version } = decoded;
      return { ownerId, version, record, apply: (owner) => advance(owner, version) };
    }
    case 'event': {
      const { ownerId, version } = decoded.recorded;
      return { ownerId, version, record, apply: (owner) => evolve(owner, decoded.recorded) };
    }
  }
}

function applied(owner: OwnerSchedules, { version, record, apply }: ReadEvent): OwnerSchedules {
  const place = placeInStream(version, owner.version);
  if (place === 'seen') return owner;
  if (place !== 'next') throw new Permanent(record, place.gap);
  return apply(owner);
}

function positionsOf(records: readonly IncomingRecord[]): Positions {
  return records.reduce<Positions>(
    (positions, { partition, offset }) => furthest(positions, { [partition]: offset }),
    {},
  );
}
