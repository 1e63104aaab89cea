import {
  type Clock,
  decodeKeyEvent,
  type IncomingRecord,
  type KeyringEvent,
  type OwnerId,
  placeInStream,
  type Positions,
} from '#contracts';
import { Permanent, type RecordsHandler, asRetryable } from '#messaging';
import { wakesAt } from '../domain/mail-plan.js';
import { advance, changedKeys, evolve, type OwnerSchedules, unknownOwner } from '../domain/owner-schedules.js';
import { type OwnerChange, type OwnerWanted, type ReminderStore } from '../ports/reminder-store.js';

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
    const ownerIds = [...new Set(read.map(({ ownerId }) => ownerId))];
    const owners = await asRetryable(() => store.owners(ownerIds.map((ownerId) => ({ ownerId, keys: [] }))));
    const before = new Map(owners.map((owner) => [owner.ownerId, owner]));
    const wanted = keysFor(read, before);
    if (wanted.length > 0)
      for (const { ownerId, keys } of await asRetryable(() => store.owners(wanted)))
        before.set(ownerId, { ...(before.get(ownerId) ?? unknownOwner(ownerId)), keys }); // the first read says what is new
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
  /** Undefined: it says nothing here, or is not known to this version. */
  readonly event?: KeyringEvent;
  readonly apply: (owner: OwnerSchedules) => OwnerSchedules;
}

/**
 * The keys that the events change, of those owners that have any. One that is new is made of its events alone.
 * @param owners as they are stored.
 */
function keysFor(
  events: readonly ReadEvent[],
  owners: ReadonlyMap<OwnerId, Pick<OwnerSchedules, 'version'>>,
): readonly OwnerWanted[] {
  const wanted = new Map<OwnerId, Set<string> | 'all'>();
  const created = new Set<string>();
  for (const { ownerId, version, event } of events) {
    if (event === undefined) continue;
    const known = wanted.get(ownerId) ?? new Set<string>();
    const now = changedKeys(event);
    if (event.type === 'KeyCreated' && version > (owners.get(ownerId)?.version ?? 0)) created.add(event.keyId);
    if (known !== 'all' && now !== 'all') for (const keyId of now) if (!created.has(keyId)) known.add(keyId);
    wanted.set(ownerId, now === 'all' ? now : known);
  }
  return [...wanted].flatMap(([ownerId, keys]): readonly OwnerWanted[] => {
    if (keys === 'all') return [{ ownerId, keys }];
    return keys.size === 0 ? [] : [{ ownerId, keys: [...keys] }];
  });
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
      const { event } = decoded.recorded;
      return { ownerId, version, record, event, apply: (owner) => evolve(owner, decoded.recorded) };
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
  const last = new Map<number, number>();
  for (const { partition, offset } of records) last.set(partition, Math.max(offset, last.get(partition) ?? offset));
  return Object.fromEntries(last);
}
