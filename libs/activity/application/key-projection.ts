import { decodeKeyEvent, type IncomingRecord, type OwnerId, placeInStream } from '#contracts';
import { Permanent, asRetryable } from '#messaging';
import { evolve, noKeys, type OwnerKeys } from '../domain/owner-keys.js';
import { type ActivityStore } from '../ports/activity-store.js';

/** Keeps what activity knows of owners and their keys up to date with key-events. */
export class KeyProjection {
  constructor(private readonly store: Pick<ActivityStore, 'owners' | 'saveOwners'>) {}

  /** @throws Permanent for a record that cannot be read, or before which some are missing · Retryable */
  async handle(records: readonly IncomingRecord[]): Promise<void> {
    const ownerIds = [...new Set(records.flatMap(({ key }) => key ?? []))];
    const stored = await asRetryable(() => this.store.owners(ownerIds));
    const owners = new Map<OwnerId, OwnerKeys>(stored.map((owner) => [owner.ownerId, owner]));
    const changed = new Map<OwnerId, OwnerKeys>();
    for (const record of records) {
      const ownerId = record.key ?? '';
      const owner = owners.get(ownerId) ?? noKeys(ownerId);
      const next = after(owner, record);
      if (next === owner) continue;
      owners.set(ownerId, next);
      changed.set(ownerId, next);
    }
    await asRetryable(() => this.store.saveOwners([...changed.values()]));
  }
}

/** `owner` itself when it has the event already. */
function after(owner: OwnerKeys, record: IncomingRecord): OwnerKeys {
  const decoded = decodeKeyEvent(record);
  if (decoded.outcome === 'refused') throw new Permanent(record, decoded.reason);
  const { version } = decoded.outcome === 'event' ? decoded.recorded : decoded;
  const place = placeInStream(version, owner.version);
  if (place === 'seen') return owner;
  if (place !== 'next') throw new Permanent(record, place.gap);
  return decoded.outcome === 'event' ? evolve(owner, decoded.recorded) : { ...owner, version };
}
