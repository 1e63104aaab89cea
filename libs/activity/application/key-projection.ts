import { decodeKeyEvent, type IncomingRecord, type OwnerId, placeInStream } from '#contracts';
import { Permanent, asRetryable } from '#messaging';
import { evolve, type KeyFacts, noKeys, type OwnerKeys, touchedKeys } from '../domain/owner-keys.js';
import { type ActivityStore } from '../ports/activity-store.js';

/**
 * Keeps what activity knows of owners and their keys up to date with key-events. An event costs what it touches,
 * however many keys its owner has.
 */
export class KeyProjection {
  constructor(private readonly store: Pick<ActivityStore, 'owners' | 'keys' | 'keysOf' | 'saveOwners'>) {}

  /** @throws Permanent for a record that cannot be read, or before which some are missing · Retryable */
  async handle(records: readonly IncomingRecord[]): Promise<void> {
    const before = await asRetryable(() => this.touchedBy(records));
    const owners = new Map(before);
    for (const record of records) {
      const ownerId = record.key ?? '';
      const owner = owners.get(ownerId) ?? noKeys(ownerId);
      owners.set(ownerId, after(owner, record));
    }
    const changed = [...owners].flatMap(([ownerId, owner]) => changesOf(owner, before.get(ownerId)) ?? []);
    await asRetryable(() => this.store.saveOwners(changed));
  }

  /** The owners of `records`, with the keys that these touch. */
  private async touchedBy(records: readonly IncomingRecord[]): Promise<ReadonlyMap<OwnerId, OwnerKeys>> {
    const states = await this.store.owners([...new Set(records.map(({ key }) => key ?? ''))]);
    const stateOf = new Map(states.map((state) => [state.ownerId, state]));
    const touched = new Map<OwnerId, Set<string> | 'all'>();
    const created = new Set<string>();
    for (const record of records) {
      const ownerId = record.key ?? '';
      const known = touched.get(ownerId) ?? new Set<string>();
      const decoded = decodeKeyEvent(record);
      const recorded = decoded.outcome === 'event' ? decoded.recorded : undefined;
      const now = recorded === undefined ? [] : touchedKeys(recorded.event);
      // a key that is new is made of its events alone
      if (recorded?.event.type === 'KeyCreated' && recorded.version > (stateOf.get(ownerId)?.version ?? 0))
        created.add(recorded.event.keyId);
      if (known !== 'all' && now !== 'all') for (const keyId of now) if (!created.has(keyId)) known.add(keyId);
      touched.set(ownerId, now === 'all' ? now : known);
    }
    const keys = await this.store.keys(
      [...touched.values()].flatMap((keyIds) => (keyIds === 'all' ? [] : [...keyIds])),
    );
    const owners = new Map<OwnerId, OwnerKeys>();
    const keysOf = new Map<OwnerId, KeyFacts[]>();
    for (const key of keys) keysOf.set(key.ownerId, [...(keysOf.get(key.ownerId) ?? []), key]);
    for (const [ownerId, keyIds] of touched) {
      const state = stateOf.get(ownerId) ?? noKeys(ownerId);
      const held = keyIds === 'all' ? await this.store.keysOf(ownerId) : (keysOf.get(ownerId) ?? []);
      owners.set(ownerId, { ...state, keys: held });
    }
    return owners;
  }
}

/** `owner` with the keys that are not as they were; null when nothing is new. */
function changesOf(owner: OwnerKeys, before: OwnerKeys | undefined): OwnerKeys | null {
  if (owner === before) return null;
  const known = new Set<KeyFacts>(before?.keys);
  return { ...owner, keys: owner.keys.filter((key) => !known.has(key)) };
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
