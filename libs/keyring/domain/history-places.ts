import { KEYRING_EVENTS, type RecordedEvent, type Role } from '#contracts';
import { keyNamedIn } from './key-history.js';

/** Versions are ascending everywhere. */
export interface Places {
  /** Of the newest event that was looked at. */
  version: number;
  /** The owner's role by then. */
  role: Role | null;
  readonly ofKeys: Map<string, KeyPlaces>;
  /** Of the events that change the access of all keys. */
  readonly ofAllKeys: number[];
  /** Of those among them that revoke all keys. */
  readonly revokedAll: number[];
  /** Of all events that change access. */
  readonly ofMember: number[];
  /** The first and the last version of each commit of several events, one pair behind the other. */
  readonly longCommits: number[];
}

export interface KeyPlaces {
  /** Of the events that name the key; the first creates it. */
  readonly versions: number[];
  /** Of the event that revoked this key alone. */
  revokedAt: number | null;
}

/** A commit, as far as its place in the stream and its events go. */
interface Committed {
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly events: readonly Pick<RecordedEvent, 'version' | 'event'>[];
}

/**
 * Which events of a stream belong in the history of a key, and in that of the member: a page of either is read without
 * the rest of the stream. Grows with the stream in place; it may know more of it than the keyring it comes with.
 */
export class HistoryPlaces {
  constructor(
    readonly places: Places = {
      version: 0,
      role: null,
      ofKeys: new Map(),
      ofAllKeys: [],
      revokedAll: [],
      ofMember: [],
      longCommits: [],
    },
  ) {}

  /** What was looked at before is passed over. */
  add({ firstVersion, lastVersion, events }: Committed): void {
    if (firstVersion <= this.places.version) return;
    for (const event of events) this.addEvent(event);
    if (lastVersion > firstVersion) this.places.longCommits.push(firstVersion, lastVersion);
    this.places.version = lastVersion;
  }

  /**
   * What happened to the key; of the events about all keys and about the owner, those from its creation to its
   * revocation.
   */
  ofKey(keyId: string): readonly number[] {
    const key = this.places.ofKeys.get(keyId);
    const created = key?.versions[0];
    if (key === undefined || created === undefined) return [];
    const revokedWithAll = this.places.revokedAll.find((version) => version > created);
    const ended = Math.min(key.revokedAt ?? Infinity, revokedWithAll ?? Infinity);
    const ofAllKeys = this.places.ofAllKeys.filter((version) => version > created && version <= ended);
    return [...key.versions, ...ofAllKeys].sort((one, other) => one - other);
  }

  /** The events that made the key what it is: those that name it, and the first that revoked all keys after its creation. */
  thatChanged(keyId: string): readonly number[] {
    const named = this.places.ofKeys.get(keyId)?.versions ?? [];
    const [created = Infinity] = named;
    const revoked = this.places.revokedAll.find((version) => version > created);
    return revoked === undefined ? named : [...named, revoked].sort((one, other) => one - other);
  }

  /** What changed the access of the member and of the member's keys. */
  get ofMember(): readonly number[] {
    return this.places.ofMember;
  }

  /** The first version of the commit that holds `version`. */
  commitOf(version: number): number {
    const { longCommits } = this.places;
    let [from, to] = [0, longCommits.length / 2];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((longCommits[2 * middle + 1] ?? 0) < version) from = middle + 1;
      else to = middle;
    }
    const first = longCommits[2 * from] ?? Infinity;
    return Math.min(first, version);
  }

  private addEvent({ version, event }: Committed['events'][number]): void {
    const { places } = this;
    if (event.type === 'OwnerRoleChanged') {
      const isRepeated = event.role === places.role;
      places.role = event.role;
      if (isRepeated) return; // it changes nothing but what a later token is compared with
    }
    const { changesAccess } = KEYRING_EVENTS[event.type];
    if (changesAccess) places.ofMember.push(version);
    const keyId = keyNamedIn(event);
    if (keyId === null) {
      if (changesAccess) places.ofAllKeys.push(version);
      if (event.type === 'AllKeysRevoked') places.revokedAll.push(version);
      return;
    }
    if (event.type === 'KeyCreated') places.ofKeys.set(keyId, { versions: [], revokedAt: null });
    const key = places.ofKeys.get(keyId);
    key?.versions.push(version);
    if (key !== undefined && event.type === 'KeyRevoked') key.revokedAt ??= version;
  }
}
